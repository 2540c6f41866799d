import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { cellChanges, type ExamCell } from './exam-cells.js';
import type { ExamRow } from './exam-row.js';
import { ExamRows } from './exam-rows.repository.js';
import { ExamTallies } from './exam-tallies.js';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface ExamsRebuilt {
  /** Of living enrolments. */
  rows: number;
  /** What was wrong and is right now. */
  differences: { rows: number; cells: number };
}

/** Counts all results again from the grades, then their sums from the rows, and says how many were wrong. */
@Injectable()
export class ExamRebuild {
  constructor(
    private readonly db: DataSource,
    private readonly rows: ExamRows,
    private readonly tallies: ExamTallies,
  ) {}

  async run(): Promise<ExamsRebuilt> {
    let differing = 0;
    for (let after = BEFORE_ALL; ; ) {
      const ids: { id: string }[] = await this.db.query(
        'SELECT id FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2',
        [after, BATCH],
      );
      differing += await this.tallies.recount(ids.map(({ id }) => id));
      if (ids.length < BATCH) break;
      after = ids.at(-1)!.id;
    }
    return inTransaction(this.db, async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('LOCK TABLE exam_result, exam_rollup IN SHARE ROW EXCLUSIVE MODE');
      const { count, cells } = await this.sums(tx);
      return { rows: count, differences: { rows: differing, cells: await this.mend(tx, cells) } };
    });
  }

  /** The sums that the rows come to, of one class after the other. */
  private async sums(tx: EntityManager): Promise<{ count: number; cells: ExamCell[] }> {
    const cells: ExamCell[] = [];
    let count = 0;
    const classes: { id: string }[] = await tx.query('SELECT DISTINCT class_id AS id FROM exam_result');
    for (const { id } of classes) {
      const rows: ExamRow[] = await this.rows.ofClass(tx, id);
      count += rows.filter(({ living }) => living).length;
      cells.push(...cellChanges([], rows));
    }
    return { count, cells };
  }

  private async mend(tx: EntityManager, cells: ExamCell[]): Promise<number> {
    await tx.query(
      'CREATE TEMPORARY TABLE true_exam_cell (LIKE exam_rollup INCLUDING DEFAULTS) ON COMMIT DROP',
    );
    await this.rows.insert(tx, cells, 'true_exam_cell');
    const [{ n }] = (await tx.query(
      `SELECT count(*)::int AS n FROM (
         (SELECT * FROM true_exam_cell EXCEPT SELECT * FROM exam_rollup)
         UNION (SELECT * FROM exam_rollup WHERE amount <> 0 EXCEPT SELECT * FROM true_exam_cell)) wrong`,
    )) as [{ n: number }];
    if (n > 0) {
      await tx.query('DELETE FROM exam_rollup');
      await tx.query('INSERT INTO exam_rollup SELECT * FROM true_exam_cell');
    }
    return n;
  }
}
