import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Outbox } from '#platform/jobs';
import { CompletionLosses } from './completion-losses.repository.js';
import { Enrolment } from './enrolment.entity.js';

/** The one way in which a living enrolment changes: locked, decided by the entity, saved, told of. */
@Injectable()
export class EnrolmentChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly losses: CompletionLosses,
  ) {}

  /**
   * Applies `change` to each of these enrolments that exists, in one statement for all. Whoever is started or
   * completed by it is announced as `EnrolmentStarted` and `EnrolmentCompleted` in the same transaction.
   */
  async apply(
    tx: EntityManager,
    ids: string[],
    change: (enrolment: Enrolment) => void,
  ): Promise<{ changed: Enrolment[]; completed: string[] }> {
    // In the order of their keys, so that two batches cannot wait for each other.
    const changed = await tx.find(Enrolment, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const started: string[] = [];
    const completed: string[] = [];
    const lost: { id: string; completedAt: Date }[] = [];
    for (const enrolment of changed) {
      const before = { started: enrolment.startedAt, completed: enrolment.completedAt };
      change(enrolment);
      if (!before.started && enrolment.startedAt) started.push(enrolment.id);
      if (!before.completed && enrolment.completedAt) completed.push(enrolment.id);
      if (before.completed && !enrolment.completedAt)
        lost.push({ id: enrolment.id, completedAt: before.completed });
    }
    await this.save(tx, changed);
    await this.losses.begin(tx, lost);
    await this.losses.end(tx, completed);
    await this.outbox.write(tx, 'EnrolmentStarted', ...started);
    await this.outbox.write(tx, 'EnrolmentCompleted', ...completed);
    return { changed, completed };
  }

  private async save(tx: EntityManager, enrolments: Enrolment[]): Promise<void> {
    if (enrolments.length === 0) return;
    const column = <T>(of: (each: Enrolment) => T) => enrolments.map(of);
    await tx.query(
      `UPDATE enrolment e
       SET status = n.status, started_at = n.started_at, completed_at = n.completed_at, passed_at = n.passed_at,
           best_score_bp = n.best_score_bp, lessons_done = n.lessons_done, quizzes_passed = n.quizzes_passed,
           last_lesson_key = n.last_lesson_key
       FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::int[],
                   $7::int[], $8::int[], $9::uuid[])
         AS n (id, status, started_at, completed_at, passed_at, best_score_bp, lessons_done, quizzes_passed,
               last_lesson_key)
       WHERE e.id = n.id`,
      [
        column((each) => each.id),
        column((each) => each.status),
        column((each) => each.startedAt),
        column((each) => each.completedAt),
        column((each) => each.passedAt),
        column((each) => each.bestScoreBp),
        column((each) => each.lessonsDone),
        column((each) => each.quizzesPassed),
        column((each) => each.lastLessonKey),
      ],
    );
  }
}
