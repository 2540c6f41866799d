import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface LevelCount {
  component: string;
  level: number;
  people: number;
}

export interface UnitChoice {
  id: string;
  code: string;
  name: string;
}

/** How many people of a part of the tree stand where: sums over the stored counts of its units. */
@Injectable()
export class UnitSkills {
  constructor(private readonly db: DataSource) {}

  /** The unit, if it is within the paths; the highest of them when none is named. */
  async unit(code: string | null, paths: string[]): Promise<(UnitChoice & { path: string }) | null> {
    const rows: (UnitChoice & { path: string })[] = await this.db.query(
      `SELECT id, code, name, path::text AS path FROM unit
       WHERE path <@ ANY ($1::ltree[]) AND ($2::text IS NULL OR code = $2) ORDER BY nlevel(path), path LIMIT 1`,
      [paths, code],
    );
    return rows[0] ?? null;
  }

  /** Units right below that have people who are counted, or have them further down. */
  below(path: string): Promise<(UnitChoice & { people: number })[]> {
    return this.db.query(
      `SELECT u.id, u.code, u.name, sum(r.people)::int AS people FROM skill_rollup r JOIN unit at ON at.id = r.unit_id
       JOIN unit u ON u.path = subpath(at.path, 0, nlevel($1::ltree) + 1)
       WHERE at.path <@ $1::ltree AND nlevel(at.path) > nlevel($1::ltree) AND r.framework_id IS NULL
       GROUP BY u.id HAVING sum(r.people) > 0 ORDER BY u.name COLLATE "und-x-icu"`,
      [path],
    );
  }

  /** People by group; of all that are counted. */
  async people(path: string): Promise<{ group: string; people: number }[]> {
    return this.db.query(
      `SELECT r.target_group AS "group", sum(r.people)::int AS people FROM skill_rollup r JOIN unit u ON u.id = r.unit_id
       WHERE u.path <@ $1::ltree AND r.framework_id IS NULL GROUP BY 1 HAVING sum(r.people) > 0 ORDER BY 2 DESC, 1`,
      [path],
    );
  }

  counts(path: string, group: string, framework: string): Promise<LevelCount[]> {
    return this.db.query(
      `SELECT r.component_code AS component, r.level, sum(r.people)::int AS people
       FROM skill_rollup r JOIN unit u ON u.id = r.unit_id JOIN framework f ON f.id = r.framework_id
       WHERE u.path <@ $1::ltree AND r.target_group = $2 AND f.code = $3
       GROUP BY 1, 2 HAVING sum(r.people) > 0`,
      [path, group, framework],
    );
  }
}
