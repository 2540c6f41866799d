import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DrawRule, PoolPart } from '../attempt/draw.policy.js';

/** Which questions a draw may take: reviewed, not retired. */
@Injectable()
export class Candidates {
  constructor(private readonly db: DataSource) {}

  /** Of each rule, in the order of the rules; two rules of one tag share a part. */
  async pool(bankId: string, rules: DrawRule[], tx: EntityManager = this.db.manager): Promise<PoolPart[]> {
    const asked = [...new Map(rules.map((rule) => [rule.tag, rule])).values()].map(({ tag, of }) => ({
      part: tag,
      ...(of ?? { tag }),
    }));
    return tx.query(
      `WITH RECURSIVE below AS (
         SELECT id AS root, id FROM question_folder WHERE bank_id = $1
         UNION ALL SELECT b.root, f.id FROM below b JOIN question_folder f ON f.parent_id = b.id)
       SELECT r.part AS tag, coalesce(array_agg(v.id ORDER BY q.external_id) FILTER (WHERE v.id IS NOT NULL), '{}') AS versions
         FROM jsonb_to_recordset($2) AS r (part text, component text, level int, difficulty int, tag text, folder uuid)
         LEFT JOIN (question q JOIN question_version v ON v.question_id = q.id AND v.version = q.reviewed_version)
           ON q.bank_id = $1 AND q.retired_at IS NULL
          AND (r.component IS NULL OR v.component_code = r.component)
          AND (r.level IS NULL OR v.level = r.level)
          AND (r.difficulty IS NULL OR v.difficulty = r.difficulty)
          AND (r.tag IS NULL OR r.tag = ANY (q.tags))
          AND (r.folder IS NULL OR q.folder_id IN (SELECT id FROM below WHERE root = r.folder))
        GROUP BY r.part`,
      [bankId, JSON.stringify(asked)],
    );
  }

  /** Groups of which one may be drawn at most, of those among the pool that have an enemy in it. */
  async enemies(pool: PoolPart[], tx: EntityManager = this.db.manager): Promise<string[][]> {
    const rows: { versions: string[] }[] = await tx.query(
      `SELECT array_agg(v.id ORDER BY v.id) AS versions
         FROM question_version v JOIN question_enemy e ON e.question_id = v.question_id
        WHERE v.id = ANY ($1::uuid[]) GROUP BY e.group_id HAVING count(*) > 1 ORDER BY e.group_id`,
      [pool.flatMap(({ versions }) => versions)],
    );
    return rows.map(({ versions }) => versions);
  }
}
