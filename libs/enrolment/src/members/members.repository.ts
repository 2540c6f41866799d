import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { byGivenName } from '#identity';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { searchPatterns } from '../classes/plan-rows.js';
import type { EnrolmentStatus } from '../enrolment/enrolment.entity.js';

export const MEMBER_STATES = ['enrolled', 'started', 'completed'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export interface MemberRow {
  enrolmentId: string;
  accountId: string;
  fullName: string;
  jobTitle: string | null;
  unitName: string | null;
  status: EnrolmentStatus;
  lessonsDone: number;
  lessonsTotal: number;
  enrolledAt: Date;
}

/** Whose enrolments are asked for: of one class, and unless all of it, of people of these units. */
export interface MembersInSight {
  classId: string;
  /** Everybody, whatever their unit: for those who run the class. */
  all: boolean;
  /** ltree roots. */
  paths: readonly string[];
}

export interface MemberSearch {
  q: string;
  /** `started`: begun, whether or not they have finished. */
  state?: MemberState | undefined;
  offset: number;
  limit: number;
}

const ROW = `e.id AS "enrolmentId", e.account_id AS "accountId", p.full_name AS "fullName", p.job_title AS "jobTitle",
  u.name AS "unitName", e.status, e.lessons_done AS "lessonsDone", e.lessons_total AS "lessonsTotal",
  e.enrolled_at AS "enrolledAt"`;
const FROM = `FROM enrolment e JOIN person p ON p.account_id = e.account_id LEFT JOIN unit u ON u.id = e.unit_id
  WHERE e.class_id = $1 AND e.status <> 'withdrawn' AND ($2 OR u.path <@ ANY($3::ltree[]))`;

/** The people in a class. */
@Injectable()
export class MembersRepository {
  constructor(private readonly db: DataSource) {}

  /** By given name. */
  async search(
    { classId, all, paths }: MembersInSight,
    { q, state, offset, limit }: MemberSearch,
  ): Promise<{ total: number; rows: MemberRow[] }> {
    const matching = `${FROM} AND search_text(p.full_name) LIKE ALL ($4::text[])
      AND CASE $5::text WHEN 'enrolled' THEN e.started_at IS NULL WHEN 'started' THEN e.started_at IS NOT NULL
          WHEN 'completed' THEN e.completed_at IS NOT NULL ELSE true END`;
    const given = [classId, all, paths, searchPatterns(q), state];
    const [rows, counted] = (await Promise.all([
      this.db.query(
        `SELECT ${ROW} ${matching} ORDER BY ${byGivenName('p.full_name')}, e.id OFFSET $6 LIMIT $7`,
        [...given, offset, limit],
      ),
      this.db.query(`SELECT count(*)::int AS total ${matching}`, given),
    ])) as [MemberRow[], [{ total: number }]];
    return { total: counted[0].total, rows };
  }

  /** Throws {@link NotFound} also for somebody of another class or unit. */
  async get({ classId, all, paths }: MembersInSight, enrolmentId: string): Promise<MemberRow> {
    if (!isUuid(enrolmentId)) throw new NotFound();
    const rows: MemberRow[] = await this.db.query(`SELECT ${ROW} ${FROM} AND e.id = $4`, [
      ...[classId, all, paths],
      enrolmentId,
    ]);
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }

  /** Those of these accounts that are in the class. */
  async among(classId: string, accountIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT account_id AS id FROM enrolment
       WHERE class_id = $1 AND account_id = ANY($2::uuid[]) AND status <> 'withdrawn'`,
      [classId, accountIds],
    );
    return new Set(rows.map((row) => row.id));
  }
}
