import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Grades, marksHeldBack } from '#assessment';
import { inTransaction } from '#platform/database';
import { Outbox } from '#platform/jobs';
import { CompletionLosses } from '../enrolment/completion-losses.repository.js';
import type { Enrolment } from '../enrolment/enrolment.entity.js';
import { EnrolmentChanges } from '../enrolment/enrolment-changes.js';
import { CountedResults } from '../retakes/counted-results.js';

const NONE: ReadonlyMap<string, Date> = new Map();

/** What the latest grades of an enrolment say, where one of them is a revision: it may be less than was counted. */
const LOWERED = `
  SELECT max(l.score_bp) AS best, bool_or(l.passed) AS passed FROM attempt other
    JOIN quiz taken ON taken.id = other.quiz_id AND taken.behaviour = 'examination'
    JOIN LATERAL (SELECT score_bp, passed FROM grade WHERE attempt_id = other.id ORDER BY revision DESC LIMIT 1) l ON true
   WHERE other.enrolment_id = a.enrolment_id`;

/** Takes grades into enrolments. Any grade may come twice, late or out of order. */
@Injectable()
export class GradeCounting {
  constructor(
    private readonly db: DataSource,
    private readonly grades: Grades,
    private readonly changes: EnrolmentChanges,
    private readonly counted: CountedResults,
    private readonly losses: CompletionLosses,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Counts what these grades, and the others of the same enrolments, say now, unless their class holds marks back;
   * returns the ids of the enrolments that
   * were completed by them.
   */
  async count(gradeIds: string[]): Promise<string[]> {
    const grades = await this.grades.find(gradeIds);
    const ids = [...new Set(grades.map(({ enrolmentId }) => enrolmentId))];
    return inTransaction(this.db, async (tx) => {
      const results = await this.counted.of(tx, ids);
      const regraded = grades.some(({ revision }) => revision > 1);
      const losses = regraded ? await this.losses.open(tx, ids) : NONE;
      const { completed } = await this.changes.apply(tx, ids, (enrolment) => {
        const result = results.get(enrolment.id);
        if (!result) return;
        enrolment.score(result, result.gradedAt);
        enrolment.complete(completionOf(enrolment, result.gradedAt, losses.get(enrolment.id)));
      });
      // By grade, not by enrolment: a person is scored as often as they are examined.
      const told = grades.filter(({ enrolmentId }) => results.has(enrolmentId));
      await this.outbox.write(tx, 'EnrolmentScored', ...told.map((grade) => grade.id));
      return completed;
    });
  }

  /** Repairs from the tables: grades that were not counted, and enrolments complete but not marked. */
  async repair(): Promise<number> {
    const uncounted = (await this.db.query(
      `SELECT g.id FROM grade g
         JOIN attempt a ON a.id = g.attempt_id
         JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
         JOIN enrolment e ON e.id = a.enrolment_id AND e.status <> 'withdrawn'
         LEFT JOIN LATERAL (${LOWERED}) truth ON g.revision > 1
       WHERE g.graded_at BETWEEN now() - interval '7 days' AND now() - interval '10 seconds'
         AND NOT EXISTS (SELECT FROM grade newer WHERE newer.attempt_id = a.id AND newer.revision > g.revision)
         AND NOT ${marksHeldBack('e.class_id')}
         AND (e.best_score_bp IS NULL
              OR NOT EXISTS (SELECT FROM retake_policy r WHERE r.class_id = e.class_id AND r.counted <> 'highest')
                 AND (e.best_score_bp < g.score_bp OR (g.passed AND e.passed_at IS NULL)
                      OR e.best_score_bp > truth.best OR (e.passed_at IS NOT NULL AND NOT truth.passed)))
       ORDER BY g.graded_at LIMIT 1000`,
    )) as { id: string }[];
    if (uncounted.length > 0) await this.count(uncounted.map((row) => row.id));
    const ruled = await this.counted.uncounted();
    if (ruled.length > 0) await this.count(ruled);
    const unmarked = (await this.db.query(
      `SELECT id, coalesce(passed_at, now()) AS at FROM enrolment
       WHERE status = 'started' AND lessons_done = lessons_total AND quizzes_passed = quizzes_total LIMIT 1000`,
    )) as { id: string; at: Date }[];
    const moments = new Map(unmarked.map((row) => [row.id, row.at]));
    await inTransaction(this.db, (tx) =>
      this.changes.apply(tx, [...moments.keys()], (enrolment) =>
        enrolment.complete(moments.get(enrolment.id)!),
      ),
    );
    return uncounted.length + ruled.length + unmarked.length;
  }
}

/** A completion that comes back with the pass it rested on is the one it was. */
const completionOf = ({ passedAt }: Enrolment, at: Date, lost: Date | undefined): Date =>
  lost && passedAt && passedAt <= lost ? lost : at;
