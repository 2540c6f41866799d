import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { RUNS, SEES, searchPatterns } from './plan-rows.js';
import type { ClassForm, ClassPhase, TargetGroup } from './training-class.entity.js';

export interface ClassRow {
  id: string;
  code: string;
  title: string;
  programmeId: string;
  programme: string;
  programmeCode: string;
  /** ltree path of the unit that owns the programme. */
  ownerPath: string;
  form: ClassForm;
  targetGroup: TargetGroup;
  startsOn: string;
  endsOn: string;
  closedOn: string | null;
  phase: ClassPhase;
  capacity: number | null;
  selfEnrolment: boolean;
  courseId: string;
  courseSlug: string;
  courseTitle: string;
  versionNumber: number;
  hostUnitId: string | null;
  hostUnit: string | null;
  responsibleId: string | null;
  responsible: string | null;
  revision: number;
  /** Runs the class: may import for every unit. Others see it through the units they are in charge of. */
  owned: boolean;
  enrolled: number;
  started: number;
  completed: number;
}

export interface ClassSearch {
  q: string;
  programme?: string | undefined;
  phase?: ClassPhase | undefined;
  offset: number;
  limit: number;
}

const PHASE = `CASE WHEN c.closed_on IS NOT NULL OR ${TODAY} > c.ends_on THEN 'over'
  WHEN ${TODAY} < c.starts_on THEN 'ahead' ELSE 'open' END`;

/** Classes as the people who run and follow them may see them; people are counted within one's own units only. */
@Injectable()
export class ClassScope {
  constructor(private readonly db: DataSource) {}

  async search(actor: Actor, search: ClassSearch): Promise<{ total: number; rows: ClassRow[] }> {
    const rows = await this.query(actor, { id: null, ...search });
    return { total: rows[0]?.total ?? 0, rows };
  }

  /** Throws {@link NotFound} for a class outside one's scope, as for one that does not exist. */
  async get(classId: string, actor: Actor): Promise<ClassRow> {
    const [row] = isUuid(classId) ? await this.query(actor, { id: classId, q: '', offset: 0, limit: 1 }) : [];
    if (!row) throw new NotFound();
    return row;
  }

  /** One that this person runs, else {@link NotFound}. */
  async toRun(classId: string, actor: Actor): Promise<ClassRow> {
    const row = await this.get(classId, actor);
    if (!row.owned) throw new NotFound();
    return row;
  }

  /** Units whose people one may nominate, as ltree roots. */
  nominates(actor: Actor): string[] {
    return scopePaths(actor, 'unit-manager', ...RUNS);
  }

  private query(
    actor: Actor,
    { id, q, programme, phase, offset, limit }: ClassSearch & { id: string | null },
  ): Promise<(ClassRow & { total: number })[]> {
    return this.db.query(
      `WITH seen AS (
         SELECT c.*, p.title AS programme, p.code AS programme_code, o.path AS owner_path, o.path <@ ANY($1::ltree[]) OR h.path <@ ANY($1::ltree[]) IS TRUE AS owned,
                h.name AS host_unit, ${PHASE} AS phase
         FROM training_class c
         JOIN programme p ON p.id = c.programme_id
         JOIN unit o ON o.id = p.owner_unit_id
         LEFT JOIN unit h ON h.id = c.host_unit_id
         WHERE (o.path <@ ANY($2::ltree[]) OR o.path @> ANY($2::ltree[]) OR h.path <@ ANY($2::ltree[]))
           AND ($3::uuid IS NULL OR c.id = $3) AND ($4::uuid IS NULL OR c.programme_id = $4)
           AND search_text(concat_ws(' ', c.code, c.title, p.code, p.title)) LIKE ALL ($5::text[])
           AND ($6::text IS NULL OR ${PHASE} = $6)
       ), counted AS (
         SELECT *, (count(*) OVER ())::int AS total FROM seen ORDER BY starts_on DESC, code OFFSET $7 LIMIT $8
       )
       SELECT c.id, c.code, c.title, c.programme_id AS "programmeId", c.programme, c.programme_code AS "programmeCode", c.owner_path::text AS "ownerPath", c.form,
              c.target_group AS "targetGroup", c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn",
              c.closed_on::text AS "closedOn", c.phase, c.capacity, c.self_enrolment AS "selfEnrolment",
              c.course_id AS "courseId", k.slug AS "courseSlug", v.title AS "courseTitle", v.number AS "versionNumber",
              c.host_unit_id AS "hostUnitId", c.host_unit AS "hostUnit", c.responsible_id AS "responsibleId",
              r.full_name AS responsible, c.revision, c.owned, c.total, n.enrolled, n.started, n.completed
       FROM counted c
       JOIN course k ON k.id = c.course_id
       JOIN course_version v ON v.course_id = k.id AND v.status = 'published'
       LEFT JOIN person r ON r.account_id = c.responsible_id
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS enrolled, count(e.started_at)::int AS started, count(e.completed_at)::int AS completed
         FROM enrolment e LEFT JOIN unit u ON u.id = e.unit_id
         WHERE e.class_id = c.id AND e.status <> 'withdrawn' AND (c.owned OR u.path <@ ANY($2::ltree[]))) n
       ORDER BY c.starts_on DESC, c.code`,
      [
        ...[scopePaths(actor, ...RUNS), scopePaths(actor, ...SEES), id, programme, searchPatterns(q), phase],
        ...[offset, limit],
      ],
    );
  }
}
