import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CountedMark, countedMark, Grades, Quizzes } from '#assessment';

interface Ruled {
  id: string;
  counted: CountedMark;
  bestScoreBp: number | null;
  lastGradeId: string;
}

/** The results that count in classes where that is not simply the highest one. */
@Injectable()
export class CountedResults {
  constructor(
    private readonly db: DataSource,
    private readonly grades: Grades,
    private readonly quizzes: Quizzes,
  ) {}

  /** Enrolment → what counts there; those whose class counts the highest result are left out. Locks the others. */
  async of(tx: EntityManager, enrolmentIds: string[]) {
    // Locked before the grades are read: of two countings at once the later one knows all that the earlier knew.
    const ruled = (await tx.query(
      `SELECT e.id, r.counted FROM enrolment e JOIN retake_policy r ON r.class_id = e.class_id
        WHERE e.id = ANY ($1::uuid[]) AND r.counted <> 'highest' ORDER BY e.id FOR UPDATE OF e`,
      [enrolmentIds],
    )) as Pick<Ruled, 'id' | 'counted'>[];
    return this.results(ruled, tx);
  }

  /** The last grades of up to 1,000 enrolments of the past week whose stored result is not what counts. */
  async uncounted(): Promise<string[]> {
    const ruled = (await this.db.query(
      `SELECT e.id, r.counted, e.best_score_bp AS "bestScoreBp", last.id AS "lastGradeId"
         FROM retake_policy r
         JOIN enrolment e ON e.class_id = r.class_id AND e.status <> 'withdrawn'
         JOIN LATERAL (SELECT g.id, g.graded_at FROM attempt a JOIN grade g ON g.attempt_id = a.id
                        WHERE a.enrolment_id = e.id ORDER BY g.graded_at DESC LIMIT 1) last ON true
        WHERE r.counted <> 'highest'
          AND last.graded_at BETWEEN now() - interval '7 days' AND now() - interval '10 seconds'
        ORDER BY last.graded_at DESC LIMIT 1000`,
    )) as Ruled[];
    const results = await this.results(ruled, this.db.manager);
    return ruled
      .filter(({ id, bestScoreBp }) => results.has(id) && results.get(id)!.scoreBp !== bestScoreBp)
      .map(({ lastGradeId }) => lastGradeId);
  }

  private async results(ruled: Pick<Ruled, 'id' | 'counted'>[], tx: EntityManager) {
    const results = new Map<string, { scoreBp: number; passed: boolean }>();
    if (ruled.length === 0) return results;
    const grades = await this.grades.ofEnrolments(
      ruled.map(({ id }) => id),
      tx,
    );
    const quizzes = await this.quizzes.findMany([...new Set(grades.map(({ quizId }) => quizId))]);
    const passPercent = new Map(quizzes.map((quiz) => [quiz.id, quiz.passPercent]));
    for (const { id, counted } of ruled) {
      const own = grades.filter(({ enrolmentId }) => enrolmentId === id);
      const result = countedMark(counted, own, passPercent.get(own[0]?.quizId ?? '') ?? 100);
      if (result) results.set(id, result);
    }
    return results;
  }
}
