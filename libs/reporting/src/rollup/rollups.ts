import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { addCells, COUNTED, cellsOf, prefixed, truthOf } from './rollup-sql.js';

const COLUMNS = COUNTED.split(',').map((column) => column.trim());

/** Keeps the counts in step with the enrolments: any number of times, in any order, from any number of workers. */
@Injectable()
export class Rollups {
  constructor(private readonly db: DataSource) {}

  /**
   * Recounts these enrolments: what was counted before is taken back, what holds now is added. Returns how many
   * had changed.
   */
  async recount(enrolmentIds: string[]): Promise<number> {
    if (enrolmentIds.length === 0) return 0;
    const ids = [...new Set(enrolmentIds)].sort();
    return inTransaction(this.db, async (tx) => {
      await this.lock(tx, ids);
      return this.apply(tx, ids);
    });
  }

  /** Enrolments behind ids of events: enrolments themselves, grades of their attempts, certificates. */
  async enrolmentsOf(eventIds: string[]): Promise<string[]> {
    const rows = (await this.db.query(
      `SELECT id FROM enrolment WHERE id = ANY($1::uuid[])
       UNION SELECT enrolment_id FROM counted_enrolment WHERE enrolment_id = ANY($1::uuid[])
       UNION SELECT a.enrolment_id FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE g.id = ANY($1::uuid[])
         AND a.enrolment_id IS NOT NULL
       UNION SELECT enrolment_id FROM certificate WHERE id = ANY($1::uuid[]) AND enrolment_id IS NOT NULL`,
      [eventIds],
    )) as { id: string }[];
    return rows.map((row) => row.id);
  }

  /**
   * Compares the next `limit` enrolments after `after` with what was counted. Returns those that differ, and
   * the last one looked at (null at the end): the cost of one look does not grow with the number of learners.
   */
  async uncounted(after: string, limit: number): Promise<{ ids: string[]; last: string | null }> {
    const [range] = (await this.db.query(
      `SELECT max(id::text) AS last, count(*)::int AS found FROM (
         (SELECT id FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2)
         UNION ALL (SELECT enrolment_id FROM counted_enrolment WHERE enrolment_id > $1 ORDER BY 1 LIMIT $2)) AS page`,
      [after, limit],
    )) as { last: string | null; found: number }[];
    const last = range?.last ?? null;
    if (!last) return { ids: [], last: null };
    const rows = (await this.db.query(
      `SELECT coalesce(t.enrolment_id, c.enrolment_id) AS id
       FROM (${truthOf('e.id > $1 AND e.id <= $2')}) t
       FULL JOIN (SELECT * FROM counted_enrolment WHERE enrolment_id > $1 AND enrolment_id <= $2) c USING (enrolment_id)
       WHERE (t.enrolment_id IS NULL AND c.enrolled_on IS NOT NULL)
          OR (t.enrolment_id IS NOT NULL AND (${prefixed('t')}) IS DISTINCT FROM (${prefixed('c')}))`,
      [after, last],
    )) as { id: string }[];
    return { ids: rows.map((row) => row.id), last };
  }

  /**
   * One transaction at a time counts an enrolment. A row that was never counted is first put in empty, so that
   * there is something to lock; rows stay when an enrolment is withdrawn, for the same reason.
   */
  private async lock(tx: EntityManager, ids: string[]): Promise<void> {
    await tx.query(
      `INSERT INTO counted_enrolment (enrolment_id, class_id, unit_id, target_group)
       SELECT id, class_id, unit_id, target_group FROM enrolment WHERE id = ANY($1::uuid[]) ORDER BY id
       ON CONFLICT DO NOTHING`,
      [ids],
    );
    await tx.query(
      'SELECT 1 FROM counted_enrolment WHERE enrolment_id = ANY($1::uuid[]) ORDER BY enrolment_id FOR UPDATE',
      [ids],
    );
  }

  /** A statement of its own after the lock: only then does it see what others counted before us. */
  private async apply(tx: EntityManager, ids: string[]): Promise<number> {
    const [row] = (await tx.query(
      `WITH truth AS (${truthOf('e.id = ANY($1::uuid[])')}),
       changed AS (
         SELECT c.enrolment_id, t.enrolment_id IS NOT NULL AS living FROM counted_enrolment c
         LEFT JOIN truth t USING (enrolment_id)
         WHERE c.enrolment_id = ANY($1::uuid[])
           AND (${prefixed('c')}) IS DISTINCT FROM
               (coalesce(t.class_id, c.class_id), CASE WHEN t.enrolment_id IS NULL THEN c.unit_id ELSE t.unit_id END,
                coalesce(t.target_group, c.target_group), ${afterGroup('t')})
       ),
       moves AS (
         SELECT ${COUNTED}, -1 AS sign FROM counted_enrolment JOIN changed USING (enrolment_id)
         UNION ALL SELECT ${COUNTED}, 1 FROM truth JOIN changed USING (enrolment_id)
       ),
       cells AS (${cellsOf('moves', 'sign')}),
       added AS (${addCells('cells')}),
       told AS (
         UPDATE counted_enrolment c SET ${COLUMNS.map((name) => `${name} = t.${name}`).join(', ')}
         FROM truth t WHERE t.enrolment_id = c.enrolment_id AND c.enrolment_id IN (SELECT enrolment_id FROM changed)
       ),
       gone AS (
         UPDATE counted_enrolment c SET ${emptied()}
         FROM changed WHERE changed.enrolment_id = c.enrolment_id AND NOT changed.living
       )
       SELECT count(*)::int AS changed FROM changed`,
      [ids],
    )) as { changed: number }[];
    return row?.changed ?? 0;
  }
}

const DATED = COLUMNS.slice(COLUMNS.indexOf('enrolled_on'));
const afterGroup = (alias: string): string => DATED.map((name) => `${alias}.${name}`).join(', ');
const emptied = (): string => DATED.map((name) => `${name} = NULL`).join(', ');
