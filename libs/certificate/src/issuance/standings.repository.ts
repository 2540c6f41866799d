import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MessageParams } from '#platform/errors';
import { ELIGIBLE } from '../issuing/candidates.repository.js';

/**
 * Where somebody of a class stands with their certificate: `issued` holds a valid one; `ended` had one, which is
 * never followed by another by itself; `owed` can have one now; `held-up` could but for an obstacle; the others
 * have not completed, named by what is missing.
 */
export const STANDINGS = [
  'owed',
  'held-up',
  'issued',
  'ended',
  'lessons',
  'quizzes',
  'unfinished',
  'withdrawn',
] as const;
export type Standing = (typeof STANDINGS)[number];

export interface StandingRow {
  enrolmentId: string;
  name: string;
  unit: string | null;
  standing: Standing;
  lessonsDone: number;
  lessonsTotal: number;
  quizzesPassed: number;
  quizzesTotal: number;
  serial: string | null;
  /** Of the obstacle; null without one. */
  code: string | null;
  params: MessageParams | null;
}

/** How far a run through the owed of a class came: the last of the order in which they completed. */
export interface Place {
  /** As the database writes it, with microseconds. */
  completedAt: string;
  id: string;
}

const STANDING = `CASE
  WHEN EXISTS (SELECT FROM certificate k WHERE k.enrolment_id = e.id AND k.kind = 'completion' AND k.status = 'valid') THEN 'issued'
  WHEN EXISTS (SELECT FROM certificate k WHERE k.enrolment_id = e.id AND k.kind = 'completion') THEN 'ended'
  WHEN ${ELIGIBLE} THEN CASE WHEN o.enrolment_id IS NULL THEN 'owed' ELSE 'held-up' END
  WHEN e.status = 'withdrawn' THEN 'withdrawn'
  WHEN e.lessons_done < e.lessons_total THEN 'lessons'
  WHEN e.quizzes_passed < e.quizzes_total OR (e.quizzes_total > 0 AND e.passed_at IS NULL) THEN 'quizzes'
  ELSE 'unfinished' END`;

/** Everybody of one class, and why they have a certificate or not. */
@Injectable()
export class Standings {
  constructor(private readonly db: DataSource) {}

  async counts(classId: string): Promise<Record<Standing, number>> {
    const rows: { standing: Standing; count: number }[] = await this.db.query(
      `SELECT ${STANDING} AS standing, count(*)::int AS count
       FROM enrolment e LEFT JOIN issuing_obstacle o ON o.enrolment_id = e.id WHERE e.class_id = $1 GROUP BY 1`,
      [classId],
    );
    const counted = new Map(rows.map((row) => [row.standing, row.count]));
    return Object.fromEntries(STANDINGS.map((each) => [each, counted.get(each) ?? 0])) as Record<
      Standing,
      number
    >;
  }

  /** By given name. */
  async list(classId: string, standing: Standing, limit: number, offset: number): Promise<StandingRow[]> {
    return this.db.query(
      `SELECT * FROM (
         SELECT e.id AS "enrolmentId", p.full_name AS name, u.name AS unit, ${STANDING} AS standing,
                e.lessons_done AS "lessonsDone", e.lessons_total AS "lessonsTotal",
                e.quizzes_passed AS "quizzesPassed", e.quizzes_total AS "quizzesTotal", o.code, o.params,
                (SELECT k.serial FROM certificate k WHERE k.enrolment_id = e.id AND k.kind = 'completion'
                 ORDER BY k.issued_at DESC LIMIT 1) AS serial
         FROM enrolment e
           JOIN person p ON p.account_id = e.account_id
           LEFT JOIN unit u ON u.id = e.unit_id
           LEFT JOIN issuing_obstacle o ON o.enrolment_id = e.id
         WHERE e.class_id = $1) s
       WHERE standing = $2
       ORDER BY search_text(substring(name FROM '\\S+$')), search_text(name), "enrolmentId" LIMIT $3 OFFSET $4`,
      [classId, standing, limit, offset],
    );
  }

  /** Owed or held up, in the order in which they completed, after `place`. */
  async next(classId: string, place: Place | null, limit: number): Promise<Place[]> {
    return this.db.query(
      `SELECT e.id, e.completed_at::text AS "completedAt" FROM enrolment e
       WHERE e.class_id = $1 AND ${ELIGIBLE}
         AND ($2::timestamptz IS NULL OR (e.completed_at, e.id) > ($2::timestamptz, $3::uuid))
       ORDER BY e.completed_at, e.id LIMIT $4`,
      [classId, place?.completedAt ?? null, place?.id ?? null, limit],
    );
  }
}
