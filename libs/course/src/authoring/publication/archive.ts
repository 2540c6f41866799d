import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import type { Actor } from '#platform/http';
import { Course } from '../../version/course.entity.js';
import { Drafts } from '../draft/drafts.js';

/** Taking a course off the catalogue, and back. Whoever started it goes on learning. */
@Injectable()
export class Archive {
  constructor(
    private readonly drafts: Drafts,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async put(actor: Actor, courseId: string): Promise<void> {
    await this.decide(actor, courseId, 'course.archive', (course) =>
      course.archive(this.clock.now(), actor.accountId),
    );
  }

  async takeBack(actor: Actor, courseId: string): Promise<void> {
    await this.decide(actor, courseId, 'course.restore', (course) => course.restore());
  }

  private async decide(actor: Actor, courseId: string, action: string, act: (course: Course) => void) {
    await this.drafts.holding(actor, courseId, async (tx, course) => {
      act(course);
      await tx.save(Course, course);
      const subject = { subjectType: 'course', subjectId: courseId };
      await this.audit.record(tx, { actorId: actor.accountId, action, ...subject });
    });
  }
}
