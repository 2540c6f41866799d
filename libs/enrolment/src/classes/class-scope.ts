import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';

export interface ClassRow {
  id: string;
  code: string;
  title: string;
  programme: string;
  form: string;
  targetGroup: string;
  startsOn: string;
  endsOn: string;
  capacity: number | null;
  selfEnrolment: boolean;
  courseSlug: string;
  courseTitle: string;
  /** Runs the class: may import for every unit. Others see it through the units they are in charge of. */
  owned: boolean;
  enrolled: number;
  started: number;
  completed: number;
}

const RUNS = ['programme-admin', 'system-admin'] as const;
const SEES = ['programme-admin', 'unit-manager', 'registrar', 'auditor', 'system-admin'] as const;

/** Classes as the people who run and follow them may see them; people are counted within one's own units only. */
@Injectable()
export class ClassScope {
  constructor(private readonly db: DataSource) {}

  async list(actor: Actor): Promise<ClassRow[]> {
    return this.query(actor, null);
  }

  /** Throws {@link NotFound} for a class outside one's scope, as for one that does not exist. */
  async get(classId: string, actor: Actor): Promise<ClassRow> {
    const [row] = isUuid(classId) ? await this.query(actor, classId) : [];
    if (!row) throw new NotFound();
    return row;
  }

  /** Units whose people one may nominate, as ltree roots. */
  nominates(actor: Actor): string[] {
    return scopePaths(actor, 'unit-manager', ...RUNS);
  }

  private query(actor: Actor, classId: string | null): Promise<ClassRow[]> {
    return this.db.query(
      `SELECT c.id, c.code, c.title, p.title AS programme, c.form, c.target_group AS "targetGroup",
              c.starts_on::text AS "startsOn", c.ends_on::text AS "endsOn", c.capacity,
              c.self_enrolment AS "selfEnrolment", k.slug AS "courseSlug", v.title AS "courseTitle",
              o.path <@ ANY($1::ltree[]) AS owned, n.enrolled, n.started, n.completed
       FROM training_class c
       JOIN programme p ON p.id = c.programme_id
       JOIN unit o ON o.id = p.owner_unit_id
       JOIN course k ON k.id = c.course_id
       JOIN course_version v ON v.course_id = k.id AND v.status = 'published'
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS enrolled, count(e.started_at)::int AS started, count(e.completed_at)::int AS completed
         FROM enrolment e JOIN unit u ON u.id = e.unit_id
         WHERE e.class_id = c.id AND e.status <> 'withdrawn' AND u.path <@ ANY($2::ltree[])) n
       WHERE (o.path <@ ANY($2::ltree[]) OR o.path @> ANY($2::ltree[])) AND ($3::uuid IS NULL OR c.id = $3)
       ORDER BY c.starts_on DESC, c.code`,
      [scopePaths(actor, ...RUNS), scopePaths(actor, ...SEES), classId],
    );
  }
}
