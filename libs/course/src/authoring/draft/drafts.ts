import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Quizzes } from '#assessment';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import type { Actor } from '#platform/http';
import type { Course } from '../../version/course.entity.js';
import { CourseRepository } from '../../version/course.repository.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import { nextDraft } from '../../version/next-draft.factory.js';
import { AuthorScope } from './author-scope.js';

/** Every change of a course goes through here: scope, lock, draft, save, in one transaction. */
@Injectable()
export class Drafts {
  constructor(
    private readonly db: DataSource,
    private readonly scope: AuthorScope,
    private readonly repository: CourseRepository,
    private readonly quizzes: Quizzes,
    private readonly clock: Clock,
  ) {}

  /** Changes the draft and saves it. Throws `course.no-draft` when the course has none open. */
  async change<T>(
    actor: Actor,
    courseId: string,
    work: (draft: CourseVersion, tx: EntityManager) => T | Promise<T>,
  ): Promise<T> {
    return this.holding(actor, courseId, async (tx) => {
      const draft = await this.repository.draft(tx, courseId);
      if (!draft) throw new DomainError('course.no-draft');
      const before = quizzesOf(draft);
      const result = await work(draft, tx);
      draft.editedAt = this.clock.now();
      draft.editedBy = actor.accountId;
      await this.repository.save(tx, draft);
      const kept = quizzesOf(draft);
      for (const id of before) if (!kept.includes(id)) await this.quizzes.remove(id, tx);
      return result;
    });
  }

  /** Reads the draft for a page; null when there is none open. */
  async find(actor: Actor, courseId: string): Promise<CourseVersion | null> {
    await this.scope.course(actor, courseId);
    return this.repository.draft(this.db.manager, courseId);
  }

  async require(actor: Actor, courseId: string): Promise<CourseVersion> {
    const draft = await this.find(actor, courseId);
    if (!draft) throw new DomainError('course.no-draft');
    return draft;
  }

  /** Opens a draft that holds what is published. One that is open already stays as it is. */
  async open(actor: Actor, courseId: string): Promise<void> {
    await this.holding(actor, courseId, async (tx) => {
      if (await this.repository.draft(tx, courseId)) return;
      const published = await this.repository.published(tx, courseId);
      if (!published) throw new DomainError('course.no-draft');
      const copies = new Map<string, string>();
      for (const id of quizzesOf(published)) copies.set(id, await this.quizzes.copy(id, tx));
      const draft = nextDraft(published, await this.repository.nextNumber(tx, courseId), copies);
      draft.editedAt = this.clock.now();
      draft.editedBy = actor.accountId;
      await this.repository.save(tx, draft);
    });
  }

  /** Throws the draft away; what is published stays. Throws `course.only-draft` when nothing is published. */
  async discard(actor: Actor, courseId: string): Promise<void> {
    await this.holding(actor, courseId, async (tx) => {
      const draft = await this.repository.draft(tx, courseId);
      if (!draft) throw new DomainError('course.no-draft');
      if (!(await this.repository.published(tx, courseId))) throw new DomainError('course.only-draft');
      await this.repository.discard(tx, draft);
      for (const id of quizzesOf(draft)) await this.quizzes.remove(id, tx);
    });
  }

  /** Runs `work` while nobody else changes the course. */
  async holding<T>(
    actor: Actor,
    courseId: string,
    work: (tx: EntityManager, course: Course) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.db, async (tx) => {
      await this.scope.course(actor, courseId, tx);
      return work(tx, await this.repository.lock(tx, courseId));
    });
  }
}

const quizzesOf = (version: CourseVersion): string[] =>
  version.lessons.flatMap((lesson) => (lesson.quizId ? [lesson.quizId] : []));
