import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ChoiceTable } from './choices.js';
import type { ItemFlag } from './flags.js';

export interface QuizFigures {
  attempts: number;
  mean: number | null;
  sd: number | null;
  alpha: number | null;
  sem: number | null;
  histogram: number[];
  asOf: Date;
}

export interface QuestionFigures {
  versionId: string;
  questionId: string;
  externalId: string;
  version: number;
  type: string;
  stem: string;
  n: number;
  facility: number | null;
  sd: number | null;
  discriminationIndex: number | null;
  discriminativeEfficiency: number | null;
  effectiveWeight: number | null;
  flags: ItemFlag[];
}

const COLUMNS = `v.id AS "versionId", q.id AS "questionId", q.external_id AS "externalId", v.version, v.type, v.stem,
  s.n, s.facility, s.sd, s.discrimination_index AS "discriminationIndex",
  s.discriminative_efficiency AS "discriminativeEfficiency", s.effective_weight AS "effectiveWeight", s.flags`;

/** Stored figures, as {@link QuizStatistics} left them. */
@Injectable()
export class StoredStatistics {
  constructor(private readonly db: DataSource) {}

  async quiz(quizId: string): Promise<QuizFigures | null> {
    const rows: QuizFigures[] = await this.db.query(
      `SELECT attempts, mean, sd, alpha, sem, histogram, as_of AS "asOf" FROM quiz_statistics WHERE quiz_id = $1`,
      [quizId],
    );
    return rows[0] ?? null;
  }

  questions(quizId: string): Promise<QuestionFigures[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM question_statistics s JOIN question_version v ON v.id = s.question_version_id
         JOIN question q ON q.id = v.question_id WHERE s.quiz_id = $1 ORDER BY q.external_id, v.version`,
      [quizId],
    );
  }

  async question(
    quizId: string,
    versionId: string,
  ): Promise<(QuestionFigures & { body: object; choices: ChoiceTable }) | null> {
    const rows = await this.db.query(
      `SELECT ${COLUMNS}, v.body, s.choices FROM question_statistics s
         JOIN question_version v ON v.id = s.question_version_id JOIN question q ON q.id = v.question_id
        WHERE s.quiz_id = $1 AND s.question_version_id = $2`,
      [quizId, versionId],
    );
    return rows[0] ?? null;
  }

  /** Who chose what, of every question of a quiz. */
  choices(
    quizId: string,
  ): Promise<{ versionId: string; stem: string; body: object; choices: ChoiceTable }[]> {
    return this.db.query(
      `SELECT v.id AS "versionId", v.stem, v.body, s.choices
         FROM question_statistics s JOIN question_version v ON v.id = s.question_version_id
         JOIN question q ON q.id = v.question_id WHERE s.quiz_id = $1 ORDER BY q.external_id, v.version`,
      [quizId],
    );
  }

  /** Published quizzes of a bank, those with figures first. */
  quizzesOf(bankId: string): Promise<{ id: string; title: string; attempts: number; asOf: Date | null }[]> {
    return this.db.query(
      `SELECT z.id, z.title, coalesce(s.attempts, 0) AS attempts, s.as_of AS "asOf"
         FROM quiz z LEFT JOIN quiz_statistics s ON s.quiz_id = z.id
        WHERE z.bank_id = $1 AND z.frozen_at IS NOT NULL
        ORDER BY s.attempts DESC NULLS LAST, z.frozen_at DESC LIMIT 50`,
      [bankId],
    );
  }
}
