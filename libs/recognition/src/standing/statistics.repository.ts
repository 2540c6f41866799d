import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { State } from './standings.js';

export interface StatisticsUnit {
  id: string;
  code: string;
  name: string;
  path: string;
}

export interface Target {
  group: string;
  people: number;
  basis: string;
}

/** Reads stored counts: what it costs does not grow with the number of people. Every call carries the scope. */
@Injectable()
export class StatisticsRepository {
  constructor(private readonly db: DataSource) {}

  /** The unit of this code within these paths; without a code the one highest up. */
  async unit(code: string | null, scope: readonly string[]): Promise<StatisticsUnit | null> {
    const rows: StatisticsUnit[] = await this.db.query(
      `SELECT id, code, name, path::text AS path FROM unit
       WHERE path <@ ANY ($1::ltree[]) AND ($2::text IS NULL OR code = $2) ORDER BY nlevel(path), path LIMIT 1`,
      [scope, code],
    );
    return rows[0] ?? null;
  }

  /** People by group and state, of the unit and of those below it. */
  counts(path: string): Promise<{ group: string; state: State; people: number }[]> {
    return this.db.query(
      `SELECT r.target_group AS "group", r.state, sum(r.people)::int AS people
       FROM recognition_rollup r JOIN unit u ON u.id = r.unit_id WHERE u.path <@ $1::ltree GROUP BY 1, 2`,
      [path],
    );
  }

  targets(unitId: string, year: number): Promise<Target[]> {
    return this.db.query(
      `SELECT target_group AS "group", people, basis FROM recognition_target WHERE unit_id = $1 AND year = $2`,
      [unitId, year],
    );
  }

  /** Units right below with anybody in them, and what they are to reach in all groups together. */
  below(
    path: string,
    year: number,
  ): Promise<{ code: string; name: string; pending: number; confirmed: number; target: number | null }[]> {
    return this.db.query(
      `SELECT u.code, u.name, coalesce(sum(r.people) FILTER (WHERE r.state = 'pending'), 0)::int AS pending,
         coalesce(sum(r.people) FILTER (WHERE r.state IN ('confirmed', 'doubted')), 0)::int AS confirmed,
         (SELECT sum(t.people)::int FROM recognition_target t WHERE t.unit_id = u.id AND t.year = $2) AS target
       FROM recognition_rollup r JOIN unit at ON at.id = r.unit_id
       JOIN unit u ON u.path = subpath(at.path, 0, nlevel($1::ltree) + 1)
       WHERE at.path <@ $1::ltree AND nlevel(at.path) > nlevel($1::ltree)
       GROUP BY u.id HAVING sum(r.people) > 0 ORDER BY u.name COLLATE "vi-x-icu"`,
      [path, year],
    );
  }
}
