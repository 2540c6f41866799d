import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { AttemptMarks, type ClosedAttempt } from './attempt-marks.js';
import { GradeRows } from './grade-rows.js';
import { QuizRemedies } from './quiz-remedies.repository.js';

/** Marks submitted attempts, many in one transaction. Doing it again, or twice at once, changes nothing. */
@Injectable()
export class Grading {
  constructor(
    private readonly db: DataSource,
    private readonly remedies: QuizRemedies,
    private readonly marks: AttemptMarks,
    private readonly grades: GradeRows,
  ) {}

  /** Grades those of them that are submitted; returns how many. All or nothing. */
  async grade(attemptIds: string[]): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      // Locked in one order; another worker with the same attempts waits, and then finds them graded.
      const attempts: ClosedAttempt[] = await tx.query(
        `SELECT id, quiz_id AS "quizId", items FROM attempt
          WHERE id = ANY ($1::uuid[]) AND status = 'submitted' ORDER BY id FOR NO KEY UPDATE`,
        [attemptIds],
      );
      if (attempts.length === 0) return 0;
      const remedies = await this.remedies.held(tx, [...new Set(attempts.map(({ quizId }) => quizId))]);
      const marks = await this.marks.of(tx, attempts, remedies);
      // Those without a mark stay submitted while a person has to look at them.
      await this.grades.insert(
        tx,
        [...marks].map(([attemptId, mark]) => ({ attemptId, revision: 1, regradeId: null, mark })),
      );
      await tx.query(`UPDATE attempt SET status = 'graded' WHERE id = ANY ($1::uuid[])`, [[...marks.keys()]]);
      return attempts.length;
    });
  }
}
