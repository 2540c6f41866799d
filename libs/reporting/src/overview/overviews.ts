import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Classes } from '#enrolment';
import type { Unit } from '#organisation';
import type { ReportRequest } from '../scope/report-request.js';
import { type Counts, sum } from './counts.js';
import { type DayCount, FiguresRepository, type NamedCounts } from './figures.repository.js';
import { evenPace } from './pace.js';
import { type UnitRow, unitRows } from './unit-row.js';
import { branchesOf } from './unit-tree.js';

export interface Overview {
  total: Counts;
  days: DayCount[];
  /** By id of the class, by name of the target group. */
  classes: NamedCounts[];
  groups: NamedCounts[];
  rows: UnitRow[];
  /** Unit whose children the rows are. */
  base: Unit | null;
  /** Percent an even pace would have reached; null without one class, or between two days. */
  pace: number | null;
  /** The day the figures hold for. */
  asOf: string;
}

/** Puts together what a report page shows, from sums over the rollup. */
@Injectable()
export class Overviews {
  constructor(
    private readonly db: DataSource,
    private readonly figures: FiguresRepository,
    private readonly classes: Classes,
  ) {}

  async of({ training, unit, filter }: ReportRequest): Promise<Overview> {
    const today = await this.classes.today();
    const asOf = filter.to && filter.to < today ? filter.to : today;
    const { units, days, classes, groups } = await this.figures.read(filter);
    const branches = branchesOf(units, unit ? unit.path : undefined);
    const byPath = await this.unitsAt([
      ...branches.children.keys(),
      ...(branches.base ? [branches.base] : []),
    ]);
    const pace = training && !filter.from ? evenPace(training.startsOn, training.endsOn, asOf) : null;
    return {
      total: sum(units.map(({ counts }) => counts)),
      ...{ days, classes, groups },
      rows: unitRows(branches, byPath, pace),
      base: branches.base === null ? null : (byPath.get(branches.base) ?? null),
      pace,
      asOf,
    };
  }

  /** By path. */
  private async unitsAt(paths: string[]): Promise<Map<string, Unit>> {
    const units: Unit[] = await this.db.query(
      `SELECT id, code, kind, name, parent_id AS "parentId", province_code AS "provinceCode", path::text AS path
       FROM unit WHERE path = ANY($1::ltree[])`,
      [paths],
    );
    return new Map(units.map((unit) => [unit.path, unit]));
  }
}
