import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import type { Counts } from './counts.js';
import type { UnitCounts } from './unit-tree.js';

export interface DayCounts {
  day: string;
  counts: Counts;
}

/** Sums by the id of a class or the name of a target group. */
export interface NamedCounts {
  name: string;
  counts: Counts;
}

export interface Figures {
  units: UnitCounts[];
  /** In order; days on which nothing happened are left out. */
  days: DayCounts[];
  classes: NamedCounts[];
  groups: NamedCounts[];
}

type Row = Counts & {
  /** Which grouping the row belongs to: what is not grouped by has its bit set. */
  kind: number;
  path: string | null;
  day: string | null;
  unit_id: string | null;
  class_id: string | null;
  target_group: string | null;
};

const UNIT = 0b0111;
const DAY = 0b1011;
const CLASS = 0b1101;

const SUMS = `sum(r.enrolled)::int AS enrolled, sum(r.started)::int AS started, sum(r.passed)::int AS passed,
  sum(r.completed)::int AS completed, sum(r.certified)::int AS certified, sum(r.score_sum)::float8 AS "scoreSum",
  sum(r.score_count)::int AS "scoreCount"`;

/** Sums over the rollup: what a look costs depends on units and days, not on how many people learn. */
@Injectable()
export class FiguresRepository {
  constructor(private readonly db: DataSource) {}

  /** All groupings in one walk over the cells. */
  async read(filter: ReportFilter): Promise<Figures> {
    const where = rowsInSight(filter, 'r');
    if (filter.from) where.add('r.day >= ?::date', filter.from);
    if (filter.to) where.add('r.day <= ?::date', filter.to);
    const rows: Row[] = await this.db.query(
      `SELECT u.path::text AS path, g.* FROM (
         SELECT GROUPING(r.unit_id, r.day, r.class_id, r.target_group) AS kind, r.unit_id, r.day::text AS day,
                r.class_id, r.target_group, ${SUMS}
         FROM completion_rollup r LEFT JOIN unit u ON u.id = r.unit_id
         WHERE ${where.sql}
         GROUP BY GROUPING SETS ((r.unit_id), (r.day), (r.class_id), (r.target_group))) g
       LEFT JOIN unit u ON u.id = g.unit_id
       ORDER BY g.day`,
      where.values,
    );
    const figures: Figures = { units: [], days: [], classes: [], groups: [] };
    for (const { kind, path, day, unit_id: _, class_id: classId, target_group: group, ...counts } of rows) {
      if (kind === UNIT) figures.units.push({ path, counts });
      else if (kind === DAY) figures.days.push({ day: day as string, counts });
      else if (kind === CLASS) figures.classes.push({ name: classId as string, counts });
      else figures.groups.push({ name: group as string, counts });
    }
    return figures;
  }
}
