import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface LikeQuestion {
  id: string;
  bankId: string;
  bankTitle: string;
  externalId: string;
  stem: string;
  /** How much of the words is the same, 60 to 100. */
  percent: number;
}

/** From this share of common trigrams on two questions are shown as much the same. */
const ALIKE = 0.6;

@Injectable()
export class LikeQuestions {
  constructor(private readonly db: DataSource) {}

  /**
   * Questions in use, of any bank, whose newest version says much the same as this version, options included:
   * without case, diacritics, signs and order (trigrams). The nearest five.
   */
  find(versionId: string): Promise<LikeQuestion[]> {
    return this.db.query(
      `SELECT q.id, q.bank_id AS "bankId", b.title AS "bankTitle", q.external_id AS "externalId", v.stem,
              round(100 * similarity(v.words, m.words))::int AS percent
         FROM question_version m
         JOIN question_version v ON v.words % m.words AND v.question_id <> m.question_id
         JOIN question q ON q.id = v.question_id AND q.current_version = v.version AND q.retired_at IS NULL
         JOIN question_bank b ON b.id = q.bank_id
        WHERE m.id = $1 AND similarity(v.words, m.words) >= $2
        ORDER BY similarity(v.words, m.words) DESC, q.id LIMIT 5`,
      [versionId, ALIKE],
    );
  }
}
