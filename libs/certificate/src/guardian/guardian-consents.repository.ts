import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Age } from './minor.policy.js';

/** What a guardian is asked: that certificates are issued; that they are shown and shared. */
export const PURPOSES = ['issue', 'share'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const RELATIONS = ['mother', 'father', 'guardian'] as const;
export type Relation = (typeof RELATIONS)[number];

/** In force. */
export interface Consent {
  purpose: Purpose;
  guardianName: string;
  relation: Relation;
  channel: 'paper' | 'link';
  /** Version of the text that was agreed to: `certificate.guardian.wording.<version>.<purpose>`. */
  wording: string;
  givenAt: Date;
}

export interface Pupil extends Age {
  accountId: string;
  name: string;
  unit: string | null;
  consents: Consent[];
}

const CONSENTS = `coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', g.purpose, 'guardianName', g.guardian_name,
    'relation', g.relation, 'channel', g.channel, 'wording', g.wording, 'givenAt', g.given_at) ORDER BY g.purpose)
  FROM guardian_consent g WHERE g.account_id = p.account_id AND g.withdrawn_at IS NULL), '[]')`;
const PUPIL = `SELECT p.account_id AS "accountId", p.full_name AS name, u.name AS unit, p.birth_date::text AS "birthDate",
    p.birth_year AS "birthYear", p.target_group AS "targetGroup", ${CONSENTS} AS consents FROM person p
  LEFT JOIN unit u ON u.id = p.unit_id`;

/** The same rule as `ofAgeOn`, for finding them. */
const UNDER_AGE = `CASE WHEN p.birth_date IS NOT NULL THEN p.birth_date > $2::date - interval '16 years'
  WHEN p.birth_year IS NOT NULL THEN make_date(p.birth_year + 16, 12, 31) > $2::date
  ELSE p.target_group = 'student' END`;

/** Pupils of a class, of those units whose people the actor sees; null: of all. */
export interface PupilsInSight {
  classId: string;
  today: string;
  unitPaths: readonly string[] | null;
}

@Injectable()
export class GuardianConsentRows {
  constructor(private readonly db: DataSource) {}

  async count({ classId, today, unitPaths }: PupilsInSight): Promise<{ all: number; without: number }> {
    const [row] = await this.db.query(
      `SELECT count(*)::int AS "all", count(*) FILTER (WHERE NOT EXISTS (SELECT FROM guardian_consent g
         WHERE g.account_id = p.account_id AND g.purpose = 'issue' AND g.withdrawn_at IS NULL))::int AS without
       ${this.inClass()}`,
      [classId, today, unitPaths],
    );
    return row;
  }

  /** Those without consent first, then by given name. */
  async list({ classId, today, unitPaths }: PupilsInSight, limit: number, offset: number): Promise<Pupil[]> {
    return this.db.query(
      `${PUPIL} WHERE p.account_id IN (SELECT p.account_id ${this.inClass()})
       ORDER BY EXISTS (SELECT FROM guardian_consent g WHERE g.account_id = p.account_id AND g.purpose = 'issue'
                          AND g.withdrawn_at IS NULL),
                search_text(substring(p.full_name FROM '\\S+$')), search_text(p.full_name), p.account_id
       LIMIT $4 OFFSET $5`,
      [classId, today, unitPaths, limit, offset],
    );
  }

  async inSight({ classId, today, unitPaths }: PupilsInSight, accountId: string): Promise<Pupil | null> {
    const rows: Pupil[] = await this.db.query(
      `${PUPIL} WHERE p.account_id = $4 AND p.account_id IN (SELECT p.account_id ${this.inClass()})`,
      [classId, today, unitPaths, accountId],
    );
    return rows[0] ?? null;
  }

  async find(accountId: string): Promise<Pupil | null> {
    const rows: Pupil[] = await this.db.query(`${PUPIL} WHERE p.account_id = $1`, [accountId]);
    return rows[0] ?? null;
  }

  /** Returns the purposes that are new; what is in force stays as it is. */
  async give(
    tx: EntityManager,
    consents: readonly (Omit<Consent, 'givenAt'> & { id: string; accountId: string; by: string | null })[],
  ): Promise<Purpose[]> {
    const rows: { purpose: Purpose }[] = await tx.query(
      `INSERT INTO guardian_consent (id, account_id, purpose, guardian_name, relation, channel, wording, recorded_by)
       SELECT c.id, c."accountId", c.purpose, c."guardianName", c.relation, c.channel, c.wording, c.by
       FROM jsonb_to_recordset($1) AS c (id uuid, "accountId" uuid, purpose text, "guardianName" text, relation text,
         channel text, wording text, by uuid)
       ON CONFLICT (account_id, purpose) WHERE withdrawn_at IS NULL DO NOTHING RETURNING purpose`,
      [JSON.stringify(consents)],
    );
    return rows.map(({ purpose }) => purpose);
  }

  /** False when nothing was in force. */
  async withdraw(
    tx: EntityManager,
    accountId: string,
    purpose: Purpose,
    by: string | null,
  ): Promise<boolean> {
    const [rows] = (await tx.query(
      `UPDATE guardian_consent SET withdrawn_at = now(), withdrawn_by = $3
       WHERE account_id = $1 AND purpose = $2 AND withdrawn_at IS NULL RETURNING id`,
      [accountId, purpose, by],
    )) as [unknown[]];
    return rows.length > 0;
  }

  /** Whoever was held up for want of consent is tried again with the next sweep. */
  async tryAgain(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query(
      `UPDATE issuing_obstacle o SET last_at = o.last_at - interval '1 hour'
       FROM enrolment e WHERE e.id = o.enrolment_id AND e.account_id = $1`,
      [accountId],
    );
  }

  private inClass(): string {
    return `FROM enrolment e JOIN person p ON p.account_id = e.account_id LEFT JOIN unit v ON v.id = e.unit_id
      WHERE e.class_id = $1 AND e.status <> 'withdrawn' AND ${UNDER_AGE}
        AND ($3::ltree[] IS NULL OR v.path <@ ANY ($3::ltree[]))`;
  }
}
