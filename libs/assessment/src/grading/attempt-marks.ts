import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AnswerSheet, type JournalEntry } from '../attempt/answer-sheet.js';
import type { AttemptItem } from '../attempt/attempt.repository.js';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import { markFor } from './behaviour.policy.js';
import { type Mark, markAttempt } from './grade.policy.js';
import { NO_REMEDIES, type Remedies } from './remedies.js';

/** A closed attempt, as far as its mark depends on it. */
export interface ClosedAttempt {
  id: string;
  quizId: string;
  items: AttemptItem[];
}

/** What closed attempts are worth, from their journals and nothing else. */
@Injectable()
export class AttemptMarks {
  constructor(
    private readonly quizzes: FrozenQuizzes,
    private readonly questions: QuestionVersions,
  ) {}

  /** By attempt; one that a person has to look at is left out. `remedies` by quiz. */
  async of(
    tx: Pick<EntityManager, 'query'>,
    attempts: ClosedAttempt[],
    remedies: Map<string, Remedies>,
  ): Promise<Map<string, Mark>> {
    const journals = await this.journals(tx, attempts);
    const versions = await this.questions.find(
      attempts.flatMap((attempt) => attempt.items.map((item) => item.questionVersionId)),
    );
    const marks = new Map<string, Mark>();
    for (const { id, quizId, items } of attempts) {
      const quiz = await this.quizzes.taken(quizId);
      const questions = items.map((item) => versions.get(item.questionVersionId) as StoredQuestion);
      const sheet = new AnswerSheet(journals.get(id) ?? []);
      const mark = markAttempt(questions, sheet, quiz.passPercent, remedies.get(quizId) ?? NO_REMEDIES);
      if (mark) marks.set(id, markFor(quiz.behaviour, mark));
    }
    return marks;
  }

  private async journals(
    tx: Pick<EntityManager, 'query'>,
    attempts: ClosedAttempt[],
  ): Promise<Map<string, JournalEntry[]>> {
    const rows: { id: string; entries: JournalEntry[] }[] = await tx.query(
      `SELECT attempt_id AS id,
              json_agg(json_build_object('seq', client_seq, 'position', position, 'answer', answer,
                                         'flagged', NULL)) AS entries
         FROM answer_journal WHERE attempt_id = ANY ($1::uuid[]) AND answer IS NOT NULL GROUP BY attempt_id`,
      [attempts.map((attempt) => attempt.id)],
    );
    return new Map(rows.map((row) => [row.id, row.entries]));
  }
}
