import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { AnswerSheet, type JournalEntry } from '../attempt/answer-sheet.js';
import type { AttemptItem } from '../attempt/attempt.repository.js';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import { type Mark, markAttempt } from './grade.policy.js';
import { GRADED_CHANNEL, IDS_PER_NOTICE } from './graded-channel.js';

export const ATTEMPT_GRADED = 'AttemptGraded';

interface Submitted {
  id: string;
  quizId: string;
  items: AttemptItem[];
}

interface Graded {
  attemptId: string;
  gradeId: string;
  mark: Mark;
}

/** Marks submitted attempts, many in one transaction. Doing it again, or twice at once, changes nothing. */
@Injectable()
export class Grading {
  constructor(
    private readonly db: DataSource,
    private readonly quizzes: FrozenQuizzes,
    private readonly questions: QuestionVersions,
    private readonly outbox: Outbox,
  ) {}

  /** Grades those of them that are submitted; returns how many. All or nothing. */
  async grade(attemptIds: string[]): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      // Locked in one order; another worker with the same attempts waits, and then finds them graded.
      const attempts: Submitted[] = await tx.query(
        `SELECT id, quiz_id AS "quizId", items FROM attempt
          WHERE id = ANY ($1::uuid[]) AND status = 'submitted' ORDER BY id FOR NO KEY UPDATE`,
        [attemptIds],
      );
      if (attempts.length === 0) return 0;
      await this.store(tx, await this.mark(tx, attempts));
      return attempts.length;
    });
  }

  private async mark(tx: EntityManager, attempts: Submitted[]): Promise<Graded[]> {
    const journals = await this.journals(tx, attempts);
    const versions = await this.questions.find(
      attempts.flatMap((attempt) => attempt.items.map((item) => item.questionVersionId)),
    );
    const graded: Graded[] = [];
    for (const { id, quizId, items } of attempts) {
      const quiz = await this.quizzes.taken(quizId);
      const questions = items.map((item) => versions.get(item.questionVersionId) as StoredQuestion);
      const sheet = new AnswerSheet(journals.get(id) ?? []);
      const mark = markAttempt(questions, sheet, quiz.passPercent);
      // Stays submitted while a person has to look at it.
      if (mark) graded.push({ attemptId: id, gradeId: newId(), mark });
    }
    return graded;
  }

  private async journals(tx: EntityManager, attempts: Submitted[]): Promise<Map<string, JournalEntry[]>> {
    const rows: { id: string; entries: JournalEntry[] }[] = await tx.query(
      `SELECT attempt_id AS id,
              json_agg(json_build_object('seq', client_seq, 'position', position, 'answer', answer,
                                         'flagged', NULL)) AS entries
         FROM answer_journal WHERE attempt_id = ANY ($1::uuid[]) AND answer IS NOT NULL GROUP BY attempt_id`,
      [attempts.map((attempt) => attempt.id)],
    );
    return new Map(rows.map((row) => [row.id, row.entries]));
  }

  private async store(tx: EntityManager, graded: Graded[]): Promise<void> {
    const column = <T>(of: (grade: Graded) => T) => graded.map(of);
    const stored: { id: string }[] = await tx.query(
      `INSERT INTO grade (id, attempt_id, mark_units, max_units, score_bp, passed, item_units)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::boolean[], $7::jsonb[])
       ON CONFLICT (attempt_id, revision) DO NOTHING RETURNING id`,
      [
        column((grade) => grade.gradeId),
        column((grade) => grade.attemptId),
        column((grade) => grade.mark.markUnits),
        column((grade) => grade.mark.maxUnits),
        column((grade) => grade.mark.scoreBp),
        column((grade) => grade.mark.passed),
        column((grade) => JSON.stringify(grade.mark.itemUnits)),
      ],
    );
    await tx.query(`UPDATE attempt SET status = 'graded' WHERE id = ANY ($1::uuid[])`, [
      column((grade) => grade.attemptId),
    ]);
    await this.outbox.write(tx, ATTEMPT_GRADED, ...stored.map((row) => row.id));
    await tell(
      tx,
      column((grade) => grade.attemptId),
    );
  }
}

/** Result pages that wait hear of it with the commit. */
async function tell(tx: EntityManager, attemptIds: string[]): Promise<void> {
  for (let from = 0; from < attemptIds.length; from += IDS_PER_NOTICE)
    await tx.query('SELECT pg_notify($1, $2)', [
      GRADED_CHANNEL,
      attemptIds.slice(from, from + IDS_PER_NOTICE).join(),
    ]);
}
