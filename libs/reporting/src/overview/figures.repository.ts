import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import type { Counts } from './counts.js';
import type { UnitCounts } from './unit-tree.js';

export interface DayCounts {
  day: string;
  counts: Counts;
}

export interface Figures {
  units: UnitCounts[];
  /** In order; days on which nothing happened are left out. */
  days: DayCounts[];
}

interface Keys {
  path: string | null;
  day: string | null;
  unit_id: string | null;
}

const SUMS = `sum(r.enrolled)::int AS enrolled, sum(r.started)::int AS started, sum(r.passed)::int AS passed,
  sum(r.completed)::int AS completed, sum(r.certified)::int AS certified, sum(r.score_sum)::float8 AS "scoreSum",
  sum(r.score_count)::int AS "scoreCount"`;

/** Sums over the rollup: what a look costs depends on units and days, not on how many people learn. */
@Injectable()
export class FiguresRepository {
  constructor(private readonly db: DataSource) {}

  /** Both groupings in one walk over the cells. */
  async read(filter: ReportFilter): Promise<Figures> {
    const where = rowsInSight(filter, 'r');
    if (filter.from) where.add('r.day >= ?::date', filter.from);
    if (filter.to) where.add('r.day <= ?::date', filter.to);
    const rows: (Counts & Keys)[] = await this.db.query(
      `SELECT u.path::text AS path, g.* FROM (
         SELECT r.unit_id, r.day::text AS day, ${SUMS}
         FROM completion_rollup r LEFT JOIN unit u ON u.id = r.unit_id
         WHERE ${where.sql}
         GROUP BY GROUPING SETS ((r.unit_id), (r.day))) g
       LEFT JOIN unit u ON u.id = g.unit_id
       ORDER BY g.day`,
      where.values,
    );
    const days: DayCounts[] = [];
    const units: UnitCounts[] = [];
    for (const { path, day, unit_id: _, ...counts } of rows) {
      if (day !== null) days.push({ day, counts });
      else units.push({ path, counts });
    }
    return { units, days };
  }
}
