import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Quizzes } from '#assessment';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { CourseRepository } from './course.repository.js';
import type { CourseVersion } from './course-version.entity.js';

/** Makes a draft the version that new learners get. */
@Injectable()
export class Publisher {
  constructor(
    private readonly repository: CourseRepository,
    private readonly quizzes: Quizzes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The caller holds the lock of the course. Throws `course.not-ready`, or what assessment says of its quiz. */
  async publish(tx: EntityManager, draft: CourseVersion, by: string | null, note = ''): Promise<void> {
    draft.publish(this.clock.now(), by, note);
    for (const lesson of draft.lessons) if (lesson.quizId) await this.quizzes.freeze(lesson.quizId, tx);
    const earlier = await this.repository.published(tx, draft.courseId);
    if (earlier) {
      earlier.supersede();
      await this.repository.saveStatus(tx, earlier);
    }
    await this.repository.saveStatus(tx, draft);
    await this.audit.record(tx, {
      actorId: by,
      action: 'course.publish',
      subjectType: 'course',
      subjectId: draft.courseId,
      detail: { version: draft.number, lessons: draft.lessons.length },
    });
  }
}
