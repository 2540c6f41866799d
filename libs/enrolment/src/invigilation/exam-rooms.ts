import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Actor, type Role, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { searchPatterns } from '../classes/plan-rows.js';

/** Who may watch examinations and act on them, in their units. */
export const INVIGILATES = ['invigilator', 'programme-admin', 'system-admin'] as const satisfies Role[];

/** A class as somebody who watches its examination sees it. */
export interface ExamRoom {
  id: string;
  code: string;
  title: string;
  courseTitle: string;
  /** Everybody in the class is in sight: it is held or owned in one's units. Else only one's own people. */
  whole: boolean;
  /** In sight. */
  people: number;
  sitting: number;
  paused: number;
}

export interface RoomSearch {
  q: string;
  offset: number;
  limit: number;
}

/** Classes that are running, and those with an attempt that still does. */
@Injectable()
export class ExamRooms {
  constructor(private readonly db: DataSource) {}

  /** Those where somebody sits come first. */
  async search(actor: Actor, search: RoomSearch): Promise<{ total: number; rooms: ExamRoom[] }> {
    const rooms = await this.query(actor, null, search);
    return { total: rooms[0]?.total ?? 0, rooms };
  }

  /** Throws {@link NotFound} for a class outside one's scope, as for one that does not exist. */
  async get(classId: string, actor: Actor): Promise<ExamRoom> {
    const rooms = isUuid(classId) ? await this.query(actor, classId, { q: '', offset: 0, limit: 1 }) : [];
    if (!rooms[0]) throw new NotFound();
    return rooms[0];
  }

  private query(
    actor: Actor,
    id: string | null,
    { q, offset, limit }: RoomSearch,
  ): Promise<(ExamRoom & { total: number })[]> {
    return this.db.query(
      `WITH seen AS (
         SELECT c.*, o.path <@ ANY($1::ltree[]) OR h.path <@ ANY($1::ltree[]) IS TRUE AS whole
           FROM training_class c
           JOIN programme p ON p.id = c.programme_id
           JOIN unit o ON o.id = p.owner_unit_id
           LEFT JOIN unit h ON h.id = c.host_unit_id
          WHERE (o.path <@ ANY($1::ltree[]) OR o.path @> ANY($1::ltree[]) OR h.path <@ ANY($1::ltree[]))
            AND ($2::uuid IS NULL OR c.id = $2)
            AND search_text(concat_ws(' ', c.code, c.title)) LIKE ALL ($3::text[])
       ), running AS (
         SELECT s.id, count(*)::int AS sitting, count(a.paused_at)::int AS paused
           FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id JOIN seen s ON s.id = e.class_id
           LEFT JOIN unit u ON u.id = e.unit_id
          WHERE a.status = 'open' AND (s.whole OR u.path <@ ANY($1::ltree[])) GROUP BY s.id
       ), found AS (
         SELECT s.*, coalesce(r.sitting, 0) AS sitting, coalesce(r.paused, 0) AS paused,
                (count(*) OVER ())::int AS total
           FROM seen s LEFT JOIN running r ON r.id = s.id
          WHERE $2::uuid IS NOT NULL OR r.id IS NOT NULL
             OR (s.closed_on IS NULL AND ${TODAY} BETWEEN s.starts_on AND s.ends_on)
          ORDER BY coalesce(r.sitting, 0) DESC, s.starts_on DESC, s.code OFFSET $4 LIMIT $5
       )
       SELECT f.id, f.code, f.title, v.title AS "courseTitle", f.whole, n.people, f.sitting, f.paused, f.total
         FROM found f
         JOIN course_version v ON v.course_id = f.course_id AND v.status = 'published'
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS people FROM enrolment e LEFT JOIN unit u ON u.id = e.unit_id
           WHERE e.class_id = f.id AND e.status <> 'withdrawn' AND (f.whole OR u.path <@ ANY($1::ltree[]))) n
        ORDER BY f.sitting DESC, f.starts_on DESC, f.code`,
      [pathsOf(actor), id, searchPatterns(q), offset, limit],
    );
  }
}

/** ltree roots of the units whose people one may watch. */
export const pathsOf = (actor: Actor): string[] => scopePaths(actor, ...INVIGILATES);
