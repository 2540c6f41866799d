import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { ALIKE, NEARLY_EQUAL } from '../likeness/like-groups.js';

export interface LikeQuestion {
  id: string;
  bankId: string;
  bankTitle: string;
  externalId: string;
  stem: string;
  /** How much of the words is the same, 60 to 100. */
  percent: number;
}

/**
 * Questions in use, of any bank, whose newest version says much the same, options included: without case, diacritics,
 * signs and order (trigrams). The nearest five.
 */
@Injectable()
export class LikeQuestions {
  constructor(private readonly db: DataSource) {}

  find(versionId: string): Promise<LikeQuestion[]> {
    return this.near('SELECT words, question_id FROM question_version WHERE id = $2', [versionId], ALIKE);
  }

  /** Those that a question that is not saved yet nearly equals. */
  toNew({ stem, body }: { stem: string; body: object }): Promise<LikeQuestion[]> {
    const said = 'SELECT question_words($2, $3::jsonb) AS words, NULL::uuid AS question_id';
    return this.near(said, [stem, JSON.stringify(body)], NEARLY_EQUAL);
  }

  /** The threshold is set for the index, which reads far less when it knows it. */
  private near(said: string, params: string[], least: number): Promise<LikeQuestion[]> {
    return inTransaction(this.db, async (tx) => {
      await tx.query(`SELECT set_config('pg_trgm.similarity_threshold', $1, true)`, [`${least}`]);
      return tx.query(
        `SELECT q.id, q.bank_id AS "bankId", b.title AS "bankTitle", q.external_id AS "externalId", v.stem,
                round(100 * similarity(v.words, m.words))::int AS percent
           FROM (${said}) m
           JOIN question_version v ON v.words % m.words AND v.question_id IS DISTINCT FROM m.question_id
           JOIN question q ON q.id = v.question_id AND q.current_version = v.version AND q.retired_at IS NULL
           JOIN question_bank b ON b.id = q.bank_id
          WHERE similarity(v.words, m.words) >= $1::real
          ORDER BY similarity(v.words, m.words) DESC, q.id LIMIT 5`,
        [least, ...params],
      );
    });
  }
}
