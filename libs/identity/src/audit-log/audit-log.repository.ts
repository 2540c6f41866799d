import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface AuditRow {
  id: string;
  at: Date;
  action: string;
  actorId: string | null;
  actorName: string | null;
  subjectType: string;
  subjectId: string | null;
  subjectName: string | null;
  detail: Record<string, string | number | boolean | null>;
}

export interface AuditQuery {
  /** Units whose people's acts, or acts on whose people, may be read. */
  scope: readonly string[];
  /** Beginnings of the action's name, such as `certificate.`. */
  beginnings?: string[] | undefined;
  accountId?: string | undefined;
  /** Days in Vietnam, both included. */
  from?: string | undefined;
  until?: string | undefined;
  /** Entries older than this one. */
  before?: string | undefined;
  limit: number;
}

/** Reading the append-only record; writing it belongs to whoever acts. */
@Injectable()
export class AuditLogRepository {
  constructor(private readonly db: DataSource) {}

  /** Newest first. Whoever is responsible for the whole country also sees what the system itself did. */
  async search({
    scope,
    beginnings,
    accountId,
    from,
    until,
    before,
    limit,
  }: AuditQuery): Promise<AuditRow[]> {
    return this.db.query(
      `SELECT e.id, e.at, e.action, e.actor_id AS "actorId", actor.full_name AS "actorName",
         e.subject_type AS "subjectType", e.subject_id AS "subjectId", subject.full_name AS "subjectName", e.detail
       FROM audit_entry e
       LEFT JOIN person actor ON actor.account_id = e.actor_id
       LEFT JOIN unit au ON au.id = actor.unit_id
       LEFT JOIN person subject ON e.subject_type = 'account' AND subject.account_id = e.subject_id
       LEFT JOIN unit su ON su.id = subject.unit_id
       WHERE ('vn' = ANY($1::text[]) OR au.path <@ ANY($1::ltree[]) OR su.path <@ ANY($1::ltree[]))
         AND ($2::text[] IS NULL OR e.action ^@ ANY($2))
         AND ($3::uuid IS NULL OR e.actor_id = $3 OR (e.subject_type = 'account' AND e.subject_id = $3))
         AND ($4::date IS NULL OR e.at >= $4::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
         AND ($5::date IS NULL OR e.at < ($5::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
         AND ($6::uuid IS NULL OR e.id < $6)
       ORDER BY e.id DESC LIMIT $7`,
      [scope, beginnings ?? null, accountId ?? null, from ?? null, until ?? null, before ?? null, limit],
    );
  }
}
