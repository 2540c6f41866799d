import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import type { Grouped } from './like-groups.js';

export interface LikeGroup {
  /** How many are in it. */
  size: number;
  questions: { id: string; externalId: string; type: string; stem: string; percent: number }[];
}

/** When a bank was last searched for questions that say much the same. */
export interface LikeSearch {
  searchedAt: Date;
  /** Written or changed since. */
  changed: number;
  groups: number;
}

const MOST_SHOWN = 20;

const IN_USE = `question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
  WHERE q.bank_id = $1 AND q.retired_at IS NULL`;
const GROUPS = `SELECT l.group_number, count(*)::int AS size, max(l.percent) AS percent
  FROM question_like l JOIN question_version v ON v.id = l.version_id
  JOIN question q ON q.id = v.question_id AND q.current_version = v.version AND q.retired_at IS NULL
 WHERE l.bank_id = $1 GROUP BY l.group_number HAVING count(*) > 1`;

/** Groups of questions of a bank that say much the same, as last searched. */
@Injectable()
export class LikeGroupRows {
  constructor(private readonly db: DataSource) {}

  /** What the questions in use say; the key is the newest version. */
  async words(bankId: string): Promise<{ key: string; code: string; words: string }[]> {
    return this.db.query(`SELECT v.id AS key, q.external_id AS code, v.words FROM ${IN_USE} ORDER BY q.id`, [
      bankId,
    ]);
  }

  async count(bankId: string): Promise<number> {
    const [row]: { n: number }[] = await this.db.query(`SELECT count(*)::int AS n FROM ${IN_USE}`, [bankId]);
    return row!.n;
  }

  /** In place of what an earlier search found. `at`: when the words were read. */
  async save(bankId: string, found: Grouped[], at: Date): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await tx.query(
        `INSERT INTO question_like_search (bank_id, searched_at) VALUES ($1, $2)
         ON CONFLICT (bank_id) DO UPDATE SET searched_at = excluded.searched_at`,
        [bankId, at],
      );
      await tx.query('DELETE FROM question_like WHERE bank_id = $1', [bankId]);
      await tx.query(
        `INSERT INTO question_like (version_id, bank_id, group_number, percent)
         SELECT key, $1, "group", percent FROM jsonb_to_recordset($2::jsonb) AS l (key uuid, "group" int, percent int)`,
        [bankId, JSON.stringify(found)],
      );
    });
  }

  /** Null: never searched. */
  async last(bankId: string): Promise<LikeSearch | null> {
    const rows: LikeSearch[] = await this.db.query(
      `SELECT s.searched_at AS "searchedAt",
              (SELECT count(*)::int FROM ${IN_USE} AND v.created_at > s.searched_at) AS changed,
              (SELECT count(*)::int FROM (${GROUPS}) g) AS groups
         FROM question_like_search s WHERE s.bank_id = $1`,
      [bankId],
    );
    return rows[0] ?? null;
  }

  /** The nearest first; of a large group the first ones by code. */
  async groups(bankId: string, limit: number, offset: number): Promise<LikeGroup[]> {
    return this.db.query(
      `SELECT g.size, (SELECT jsonb_agg(m ORDER BY m."externalId") FROM (
                SELECT q.id, q.external_id AS "externalId", v.type, v.stem, l.percent
                  FROM question_like l JOIN question_version v ON v.id = l.version_id
                  JOIN question q ON q.id = v.question_id AND q.current_version = v.version AND q.retired_at IS NULL
                 WHERE l.bank_id = $1 AND l.group_number = g.group_number
                 ORDER BY q.external_id LIMIT ${MOST_SHOWN}) m) AS questions
         FROM (${GROUPS} ORDER BY 3 DESC, 2 DESC, 1 LIMIT $2 OFFSET $3) g ORDER BY g.percent DESC, g.size DESC, g.group_number`,
      [bankId, limit, offset],
    );
  }
}
