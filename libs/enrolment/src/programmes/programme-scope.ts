import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { RUNS, SEES, searchPatterns } from '../classes/plan-rows.js';
import type { TargetGroup } from '../classes/training-class.entity.js';

export interface ProgrammeRow {
  id: string;
  code: string;
  title: string;
  year: number;
  goal: string | null;
  startsOn: string | null;
  endsOn: string | null;
  targetPeople: number | null;
  targetGroups: TargetGroup[];
  closedOn: string | null;
  revision: number;
  unitName: string;
  /** ltree path of the unit. */
  unitPath: string;
  /** Owned by a unit in whose name this person runs programmes. */
  owned: boolean;
  classes: number;
}

export interface ProgrammeSearch {
  q: string;
  state?: 'open' | 'closed' | undefined;
  offset: number;
  limit: number;
}

/** Programmes as the people who run and follow them may see them: of their units, and of the units above. */
@Injectable()
export class ProgrammeScope {
  constructor(private readonly db: DataSource) {}

  async search(actor: Actor, search: ProgrammeSearch): Promise<{ total: number; rows: ProgrammeRow[] }> {
    const rows = await this.query(actor, { id: null, ...search });
    return { total: rows[0]?.total ?? 0, rows };
  }

  /** Throws {@link NotFound} for a programme outside one's scope, as for one that does not exist. */
  async get(id: string, actor: Actor): Promise<ProgrammeRow> {
    const [row] = isUuid(id) ? await this.query(actor, { id, q: '', offset: 0, limit: 1 }) : [];
    if (!row) throw new NotFound();
    return row;
  }

  /** One that this person runs, else {@link NotFound}. */
  async toRun(id: string, actor: Actor): Promise<ProgrammeRow> {
    const row = await this.get(id, actor);
    if (!row.owned) throw new NotFound();
    return row;
  }

  /** How many have completed in its classes, whatever their unit: for those who run it. */
  async completed(id: string): Promise<number> {
    const [row] = (await this.db.query(
      `SELECT count(e.completed_at)::int AS completed FROM training_class c JOIN enrolment e ON e.class_id = c.id
       WHERE c.programme_id = $1 AND e.status <> 'withdrawn'`,
      [id],
    )) as { completed: number }[];
    return row?.completed ?? 0;
  }

  private query(
    actor: Actor,
    { id, q, state, offset, limit }: ProgrammeSearch & { id: string | null },
  ): Promise<(ProgrammeRow & { total: number })[]> {
    return this.db.query(
      `SELECT p.id, p.code, p.title, p.year, p.goal, p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn",
              p.target_people AS "targetPeople", p.target_groups AS "targetGroups", p.closed_on::text AS "closedOn",
              p.revision, o.name AS "unitName", o.path::text AS "unitPath", o.path <@ ANY($1::ltree[]) AS owned,
              (SELECT count(*)::int FROM training_class c WHERE c.programme_id = p.id) AS classes,
              (count(*) OVER ())::int AS total
       FROM programme p JOIN unit o ON o.id = p.owner_unit_id
       WHERE (o.path <@ ANY($2::ltree[]) OR o.path @> ANY($2::ltree[])) AND ($3::uuid IS NULL OR p.id = $3)
         AND search_text(concat_ws(' ', p.code, p.title)) LIKE ALL ($4::text[])
         AND ($5::text IS NULL OR (p.closed_on IS NULL) = ($5 = 'open'))
       ORDER BY p.closed_on IS NOT NULL, p.year DESC, p.code OFFSET $6 LIMIT $7`,
      [scopePaths(actor, ...RUNS), scopePaths(actor, ...SEES), id, searchPatterns(q), state, offset, limit],
    );
  }
}
