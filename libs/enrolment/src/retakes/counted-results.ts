import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CountedMark, Grades, marksHeldBack, Quizzes } from '#assessment';
import { type CountedResult, countedResult } from './counted-result.policy.js';

interface Ruled {
  id: string;
  counted: CountedMark;
  bestScoreBp: number | null;
  quizzesPassed: number;
  quizzesTotal: number;
  lastGradeId: string;
}

/** The results that count, by the rules of the classes and the grades that are valid now. */
@Injectable()
export class CountedResults {
  constructor(
    private readonly db: DataSource,
    private readonly grades: Grades,
    private readonly quizzes: Quizzes,
  ) {}

  /**
   * Enrolment → what counts there; those without a grade, and those whose class holds marks back, are left out.
   * Locks the enrolments.
   */
  async of(tx: EntityManager, enrolmentIds: string[]): Promise<Map<string, CountedResult>> {
    // Locked before the grades are read: of two countings at once the later one knows all that the earlier knew.
    const ruled = (await tx.query(
      `SELECT e.id, coalesce(r.counted, 'highest') AS counted
         FROM enrolment e LEFT JOIN retake_policy r ON r.class_id = e.class_id
        WHERE e.id = ANY ($1::uuid[]) AND NOT ${marksHeldBack('e.class_id')} ORDER BY e.id FOR UPDATE OF e`,
      [enrolmentIds],
    )) as Pick<Ruled, 'id' | 'counted'>[];
    return this.results(ruled, tx);
  }

  /** The last grades of up to 1,000 enrolments of the past week whose stored result is not what counts. */
  async uncounted(): Promise<string[]> {
    const ruled = (await this.db.query(
      `SELECT e.id, r.counted, e.best_score_bp AS "bestScoreBp", e.quizzes_passed AS "quizzesPassed",
              e.quizzes_total AS "quizzesTotal", last.id AS "lastGradeId"
         FROM retake_policy r
         JOIN enrolment e ON e.class_id = r.class_id AND e.status <> 'withdrawn'
         JOIN LATERAL (SELECT g.id, g.graded_at FROM attempt a JOIN grade g ON g.attempt_id = a.id
                         JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
                        WHERE a.enrolment_id = e.id ORDER BY g.graded_at DESC LIMIT 1) last ON true
        WHERE r.counted <> 'highest' AND NOT ${marksHeldBack('e.class_id')}
          AND last.graded_at BETWEEN now() - interval '7 days' AND now() - interval '10 seconds'
        ORDER BY last.graded_at DESC LIMIT 1000`,
    )) as Ruled[];
    const results = await this.results(ruled, this.db.manager);
    return ruled
      .filter(({ id, bestScoreBp, quizzesPassed, quizzesTotal }) => {
        const result = results.get(id);
        if (!result) return false;
        return (
          result.bestScoreBp !== bestScoreBp || Math.min(result.quizzesPassed, quizzesTotal) !== quizzesPassed
        );
      })
      .map(({ lastGradeId }) => lastGradeId);
  }

  private async results(
    ruled: Pick<Ruled, 'id' | 'counted'>[],
    tx: EntityManager,
  ): Promise<Map<string, CountedResult>> {
    if (ruled.length === 0) return new Map();
    const grades = await this.grades.ofEnrolments(
      ruled.map(({ id }) => id),
      tx,
    );
    const averaged = ruled.some(({ counted }) => counted === 'average');
    const quizzes = averaged
      ? await this.quizzes.findMany([...new Set(grades.map(({ quizId }) => quizId))])
      : [];
    const passPercent = new Map(quizzes.map((quiz) => [quiz.id, quiz.passPercent]));
    const byEnrolment = new Map<string, typeof grades>();
    for (const grade of grades)
      byEnrolment.set(grade.enrolmentId, [...(byEnrolment.get(grade.enrolmentId) ?? []), grade]);
    return new Map(
      ruled.flatMap(({ id, counted }) => {
        const own = byEnrolment.get(id);
        return own ? [[id, countedResult(counted, own, passPercent)] as const] : [];
      }),
    );
  }
}
