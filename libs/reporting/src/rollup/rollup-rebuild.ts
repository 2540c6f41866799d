import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { CELL, COUNTED, cellsOf, prefixed, SUMS, truthOf } from './rollup-sql.js';

export interface Rebuilt {
  /** Living enrolments, and cells of the rollup that hold something. */
  enrolments: number;
  cells: number;
  /** What was wrong and is right now. Zero everywhere when counting had kept up. */
  differences: { enrolments: number; cells: number };
}

/** Counts everything again from the rows, and says what was found to differ. */
@Injectable()
export class RollupRebuild {
  constructor(private readonly db: DataSource) {}

  async run(): Promise<Rebuilt> {
    return inTransaction(this.db, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      // Workers that count wait until this is over; readers see the old counts until then.
      await tx.query('LOCK TABLE counted_enrolment, completion_rollup IN SHARE ROW EXCLUSIVE MODE');
      await tx.query(`CREATE TEMPORARY TABLE truth ON COMMIT DROP AS ${truthOf('true')}`);
      await tx.query(`CREATE TEMPORARY TABLE true_cell ON COMMIT DROP AS ${cellsOf('truth', '1')}`);
      await tx.query('ANALYZE truth, true_cell');
      return {
        enrolments: await count(tx, 'SELECT 1 FROM truth'),
        cells: await count(tx, 'SELECT 1 FROM true_cell'),
        differences: { enrolments: await this.mendEnrolments(tx), cells: await this.mendCells(tx) },
      };
    });
  }

  private async mendEnrolments(tx: EntityManager): Promise<number> {
    const gone = await count(
      tx,
      `DELETE FROM counted_enrolment c WHERE NOT EXISTS (SELECT 1 FROM truth t WHERE t.enrolment_id = c.enrolment_id)
       RETURNING enrolled_on`,
      'enrolled_on IS NOT NULL',
    );
    const mended = await count(
      tx,
      `INSERT INTO counted_enrolment AS c (enrolment_id, ${COUNTED}) SELECT enrolment_id, ${COUNTED} FROM truth
       ON CONFLICT (enrolment_id) DO UPDATE SET (${COUNTED}) = ROW (${prefixed('excluded')})
       WHERE (${prefixed('c')}) IS DISTINCT FROM (${prefixed('excluded')}) RETURNING 1`,
    );
    return gone + mended;
  }

  private async mendCells(tx: EntityManager): Promise<number> {
    const differing = await count(
      tx,
      `SELECT 1 FROM (SELECT ${CELL}, ${SUMS} FROM true_cell EXCEPT ALL SELECT ${CELL}, ${SUMS} FROM completion_rollup) missing`,
    );
    const spare = await count(
      tx,
      `DELETE FROM completion_rollup r WHERE NOT EXISTS (SELECT 1 FROM true_cell t
         WHERE (t.class_id, ${keyUnit('t')}, t.target_group, t.day) = (r.class_id, ${keyUnit('r')}, r.target_group, r.day))
       RETURNING (${SUMS}) = (0, 0, 0, 0, 0, 0, 0) AS empty`,
      'NOT empty',
    );
    if (differing > 0)
      await tx.query(
        `INSERT INTO completion_rollup AS r (${CELL}, ${SUMS}) SELECT ${CELL}, ${SUMS} FROM true_cell
         ON CONFLICT (${CELL}) DO UPDATE SET (${SUMS}) = ROW (${SUMS.split(', ')
           .map((name) => `excluded.${name}`)
           .join(', ')})`,
      );
    return differing + spare;
  }
}

/** Equality can be hashed, IS NOT DISTINCT FROM cannot: 100,000 cells in a second instead of half a minute. */
const keyUnit = (alias: string): string =>
  `coalesce(${alias}.unit_id, '00000000-0000-0000-0000-000000000000')`;

/** Rows a statement returns (those that satisfy `condition`); works for changes too. */
async function count(tx: EntityManager, sql: string, condition = 'true'): Promise<number> {
  const [row] = (await tx.query(
    `WITH found AS (${sql}) SELECT count(*)::int AS n FROM found WHERE ${condition}`,
  )) as { n: number }[];
  return row?.n ?? 0;
}
