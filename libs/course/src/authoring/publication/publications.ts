import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Quizzes } from '#assessment';
import { DomainError } from '#platform/errors';
import type { Actor } from '#platform/http';
import { CourseRepository } from '../../version/course.repository.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import { Publisher } from '../../version/publisher.js';
import { Drafts } from '../draft/drafts.js';
import { type Change, changesBetween } from './changes.policy.js';

/** Publishing by a person: what will change, and the act itself. */
@Injectable()
export class Publications {
  constructor(
    private readonly drafts: Drafts,
    private readonly repository: CourseRepository,
    private readonly publisher: Publisher,
    private readonly quizzes: Quizzes,
  ) {}

  /** Null when nothing is published yet: everything is new. */
  async changes(tx: EntityManager, draft: CourseVersion): Promise<Change[] | null> {
    const published = await this.repository.published(tx, draft.courseId);
    if (!published) return null;
    const lessons = [...published.lessons, ...draft.lessons];
    const quizzes = await this.quizzes.findMany(lessons.flatMap((lesson) => lesson.quizId ?? []));
    const settings = quizzes.map(({ id, frozen: _, ...rest }) => [id, rest] as const);
    return changesBetween(published, draft, new Map(settings));
  }

  /** `seen` is when the draft was last edited as the confirming page showed it. Throws `course.changed-since`. */
  async publish(actor: Actor, courseId: string, seen: string, note: string): Promise<number> {
    return this.drafts.holding(actor, courseId, async (tx, course) => {
      const draft = await this.repository.draft(tx, courseId);
      if (!draft) throw new DomainError('course.no-draft');
      if (course.archivedAt) throw new DomainError('course.archived');
      if (draft.editedAt.toISOString() !== seen) throw new DomainError('course.changed-since');
      await this.publisher.publish(tx, draft, actor.accountId, note);
      return draft.number;
    });
  }
}
