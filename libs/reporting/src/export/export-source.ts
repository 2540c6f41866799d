import { truthOf } from '../rollup/rollup-sql.js';
import { CopySource } from './copy-source.js';

const FROM = `enrolment e
  JOIN (${truthOf('true')}) c ON c.enrolment_id = e.id
  LEFT JOIN person p ON p.account_id = e.account_id
  LEFT JOIN unit u ON u.id = e.unit_id
  LEFT JOIN unit v ON v.id = u.parent_id
  LEFT JOIN certificate k ON k.enrolment_id = e.id AND k.status = 'valid'`;

const TOTALS = `count(*)::int AS enrolled, count(e.started_at)::int AS started, count(e.passed_at)::int AS passed,
  count(e.completed_at)::int AS completed, count(k.id)::int AS certified, floor(avg(e.best_score_bp))::int AS "averageBp"`;

const ORDER = `u.path, split_part(p.full_name, ' ', -1) COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", e.id`;

export interface ExportTotals {
  enrolled: number;
  started: number;
  passed: number;
  completed: number;
  certified: number;
  /** Mean of the best scores, per ten thousand, rounded down; null without a score. */
  averageBp: number | null;
}

/** The people of a class with their totals, from the same snapshot. */
export class ExportSource extends CopySource {
  constructor(
    databaseUrl: string,
    private readonly where: string,
  ) {
    super(databaseUrl, { from: FROM, where, order: ORDER });
  }

  async totals(): Promise<ExportTotals> {
    const { rows } = await this.client.query<ExportTotals>(
      `SELECT ${TOTALS} FROM ${FROM} WHERE ${this.where}`,
    );
    return rows[0]!;
  }

  async unitTotals(): Promise<(ExportTotals & { name: string | null; code: string | null })[]> {
    const { rows } = await this.client.query(
      `SELECT u.name, u.code, ${TOTALS} FROM ${FROM} WHERE ${this.where}
       GROUP BY u.id ORDER BY u.path`,
    );
    return rows;
  }
}
