import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Conditions } from '../scope/conditions.js';
import { type ReportFilter, rowsInSight } from '../scope/report-filter.js';
import type { Counts } from './counts.js';
import type { UnitCounts } from './unit-tree.js';

export interface DayCount {
  day: string;
  /** People who completed on that day. */
  count: number;
}

/** Sums by the id of a class or the name of a target group. */
export interface NamedCounts {
  name: string;
  counts: Counts;
}

export interface Figures {
  units: UnitCounts[];
  /** Completions in order of days; those without one are left out. */
  days: DayCount[];
  classes: NamedCounts[];
  groups: NamedCounts[];
}

type Row = Counts & {
  /** Which grouping the row belongs to: what is not grouped by has its bit set. */
  kind: number;
  path: string | null;
  unit_id: string | null;
  class_id: string | null;
  target_group: string | null;
};

const UNIT = 0b011;
const CLASS = 0b101;

const SUMMED = {
  enrolled: 'enrolled',
  started: 'started',
  passed: 'passed',
  completed: 'completed',
  certified: 'certified',
  scoreSum: 'score_sum',
  scoreCount: 'score_count',
};
/** Sums of marks are whole numbers far below 2^53: as floats they add up exactly, and much faster than as numeric. */
const CELLS = Object.values(SUMMED).map(
  (name) => `sum(r.${name}${name === 'score_sum' ? '::float8' : ''}) AS ${name}`,
);
const SUMS = Object.entries(SUMMED).map(([name, column]) => `sum(${column})::float8 AS "${name}"`);

/** Sums over the rollup: what a look costs depends on units and days, not on how many people learn. */
@Injectable()
export class FiguresRepository {
  constructor(private readonly db: DataSource) {}

  async read(filter: ReportFilter): Promise<Figures> {
    const where = rowsInSight(filter, 'r');
    if (filter.from) where.add('r.day >= ?::date', filter.from);
    if (filter.to) where.add('r.day <= ?::date', filter.to);
    const [sums, days] = await Promise.all([this.sums(where), this.days(where)]);
    const figures: Figures = { units: [], days, classes: [], groups: [] };
    for (const { kind, path, unit_id: _, class_id: classId, target_group: group, ...counts } of sums) {
      if (kind === UNIT) figures.units.push({ path, counts });
      else if (kind === CLASS) figures.classes.push({ name: classId as string, counts });
      else figures.groups.push({ name: group as string, counts });
    }
    return figures;
  }

  /** First the days are added up, which can go in parallel; what is left is grouped in three ways. */
  private sums(where: Conditions): Promise<Row[]> {
    return this.db.query(
      `SELECT u.path::text AS path, g.* FROM (
         SELECT GROUPING(unit_id, class_id, target_group) AS kind, unit_id, class_id, target_group, ${SUMS.join(', ')}
         FROM (SELECT r.unit_id, r.class_id, r.target_group, ${CELLS.join(', ')}
               FROM completion_rollup r LEFT JOIN unit u ON u.id = r.unit_id
               WHERE ${where.sql} GROUP BY r.unit_id, r.class_id, r.target_group) cell
         GROUP BY GROUPING SETS ((unit_id), (class_id), (target_group))) g
       LEFT JOIN unit u ON u.id = g.unit_id`,
      where.values,
    );
  }

  private days(where: Conditions): Promise<DayCount[]> {
    return this.db.query(
      `SELECT r.day::text AS day, sum(r.completed)::int AS count
       FROM completion_rollup r LEFT JOIN unit u ON u.id = r.unit_id
       WHERE ${where.sql} GROUP BY r.day HAVING sum(r.completed) <> 0 ORDER BY r.day`,
      where.values,
    );
  }
}
