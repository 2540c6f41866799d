import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type GradeInfo, Grades } from '#assessment';
import { inTransaction } from '#platform/database';
import { Outbox } from '#platform/jobs';
import { EnrolmentChanges } from '../enrolment/enrolment-changes.js';
import { CountedResults } from '../retakes/counted-results.js';

/** Takes grades into enrolments. Any grade may come twice, late or out of order. */
@Injectable()
export class GradeCounting {
  constructor(
    private readonly db: DataSource,
    private readonly grades: Grades,
    private readonly changes: EnrolmentChanges,
    private readonly counted: CountedResults,
    private readonly outbox: Outbox,
  ) {}

  /** Counts these grades; returns the ids of the enrolments that were completed by them. */
  async count(gradeIds: string[]): Promise<string[]> {
    const grades = await this.grades.find(gradeIds);
    grades.sort((a, b) => a.gradedAt.getTime() - b.gradedAt.getTime());
    const byEnrolment = new Map<string, GradeInfo[]>();
    for (const grade of grades)
      byEnrolment.set(grade.enrolmentId, [...(byEnrolment.get(grade.enrolmentId) ?? []), grade]);
    return inTransaction(this.db, async (tx) => {
      const counted = await this.counted.of(tx, [...byEnrolment.keys()]);
      const { completed } = await this.changes.apply(tx, [...byEnrolment.keys()], (enrolment) => {
        for (const { scoreBp, passed, gradedAt } of byEnrolment.get(enrolment.id) ?? []) {
          const ruled = counted.get(enrolment.id);
          if (ruled) enrolment.count(ruled, gradedAt);
          else enrolment.score({ bestScoreBp: scoreBp, quizzesPassed: passed ? 1 : 0 }, gradedAt);
          enrolment.complete(gradedAt);
        }
      });
      // By grade, not by enrolment: a person is scored as often as they are examined.
      await this.outbox.write(tx, 'EnrolmentScored', ...grades.map((grade) => grade.id));
      return completed;
    });
  }

  /** Repairs from the tables: grades that were not counted, and enrolments complete but not marked. */
  async repair(): Promise<number> {
    const uncounted = (await this.db.query(
      `SELECT g.id FROM grade g
         JOIN attempt a ON a.id = g.attempt_id
         JOIN enrolment e ON e.id = a.enrolment_id AND e.status <> 'withdrawn'
       WHERE g.graded_at BETWEEN now() - interval '7 days' AND now() - interval '10 seconds'
         AND (e.best_score_bp IS NULL
              OR NOT EXISTS (SELECT FROM retake_policy r WHERE r.class_id = e.class_id AND r.counted <> 'highest')
                 AND (e.best_score_bp < g.score_bp OR (g.passed AND e.passed_at IS NULL)))
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
