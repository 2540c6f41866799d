import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { tellClocks } from '../clock/clock-channel.js';

/** A learner's right to sit a quiz, to which more time or more attempts can be added. */
export interface Sitter {
  enrolmentId: string;
  quizId: string;
}

/** One act of granting. */
export interface Grant {
  /** The same act twice is one act. */
  grantId: string;
  minutes: number;
  attempts: number;
  /** Only for the attempt that is open now; those without one get nothing. */
  once: boolean;
  reason: string;
  grantedBy: string;
}

/** What somebody was granted, as it is listed. */
export interface Accommodation {
  id: string;
  enrolmentId: string;
  minutes: number;
  attempts: number;
  /** The number of the only attempt it is for; null: all from then on. */
  attemptNumber: number | null;
  reason: string;
  grantedBy: string | null;
  grantedAt: Date;
}

/** Extra time and extra attempts of single persons. A deadline is only ever moved on. */
@Injectable()
export class Accommodations {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** In one transaction, effective in open attempts at once. Returns how many people got it now. */
  async grant(sitters: Sitter[], grant: Grant): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const granted: { id: string; enrolmentId: string }[] = await tx.query(GRANT, [
        sitters.map(() => newId()),
        sitters.map((sitter) => sitter.enrolmentId),
        sitters.map((sitter) => sitter.quizId),
        ...[grant.once, grant.minutes, grant.attempts, grant.reason, grant.grantedBy, grant.grantId],
      ]);
      for (const { id, enrolmentId } of granted)
        await this.audit.record(tx, {
          actorId: grant.grantedBy,
          action: 'assessment.grant-accommodation',
          subjectType: 'enrolment',
          subjectId: enrolmentId,
          detail: { minutes: grant.minutes, attempts: grant.attempts, accommodation: id },
        });
      await this.prolong(
        tx,
        'c.id = ANY ($1::uuid[])',
        granted.map(({ id }) => id),
      );
      return granted.length;
    });
  }

  /** Those of a class or of one person, newest first; at most 1,000. */
  list(enrolmentIds: string[]): Promise<Accommodation[]> {
    return this.db.query(
      `SELECT c.id, c.enrolment_id AS "enrolmentId", c.extra_minutes AS minutes, c.extra_attempts AS attempts,
              a.number AS "attemptNumber", c.reason, p.full_name AS "grantedBy", c.granted_at AS "grantedAt"
         FROM accommodation c
         LEFT JOIN attempt a ON a.id = c.attempt_id
         LEFT JOIN person p ON p.account_id = c.granted_by
        WHERE c.enrolment_id = ANY ($1::uuid[]) ORDER BY c.granted_at DESC, c.id LIMIT 1000`,
      [enrolmentIds],
    );
  }

  /** Gives open attempts the time that was granted at the very moment they started. Returns how many. */
  async prolongForgotten(): Promise<number> {
    return inTransaction(this.db, (tx) => this.prolong(tx, `c.granted_at > now() - interval '1 hour'`));
  }

  /** Each accommodation moves the deadline of an attempt once. */
  private async prolong(tx: EntityManager, which: string, ids?: string[]): Promise<number> {
    const [rows] = (await tx.query(PROLONG.replace('$which', which), ids && [ids])) as [
      { id: string; minutes: number }[],
      number,
    ];
    // Behind the lock that the statement before took: a section that began meanwhile is seen, or counts it itself.
    if (rows.length > 0)
      await tx.query(PROLONG_SECTIONS, [rows.map(({ id }) => id), rows.map(({ minutes }) => minutes)]);
    await tellClocks(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  }
}

const GRANT = `
  INSERT INTO accommodation (id, enrolment_id, quiz_id, attempt_id, extra_minutes, extra_attempts, reason, granted_by, grant_id)
  SELECT s.id, s.enrolment_id, s.quiz_id, CASE WHEN $4::boolean THEN a.id END, $5::int, $6::int, $7, $8::uuid, $9::uuid
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS s (id, enrolment_id, quiz_id)
    LEFT JOIN attempt a ON a.enrolment_id = s.enrolment_id AND a.quiz_id = s.quiz_id AND a.status = 'open'
   WHERE NOT $4 OR a.id IS NOT NULL
   ORDER BY s.enrolment_id
  ON CONFLICT (enrolment_id, quiz_id, grant_id) DO NOTHING
  RETURNING id, enrolment_id AS "enrolmentId"`;

const PROLONG = `
  WITH due AS (
    SELECT c.id AS accommodation_id, a.id AS attempt_id, c.extra_minutes
      FROM accommodation c
      JOIN attempt a ON a.enrolment_id = c.enrolment_id AND a.quiz_id = c.quiz_id AND a.status = 'open'
       AND (c.attempt_id IS NULL OR c.attempt_id = a.id)
     WHERE $which AND c.extra_minutes > 0
       AND NOT EXISTS (SELECT FROM accommodation_use u WHERE u.accommodation_id = c.id AND u.attempt_id = a.id)
     ORDER BY a.id FOR UPDATE OF a
  ), used AS (
    INSERT INTO accommodation_use (attempt_id, accommodation_id) SELECT attempt_id, accommodation_id FROM due
    ON CONFLICT DO NOTHING RETURNING attempt_id, accommodation_id
  )
  UPDATE attempt SET deadline_at = deadline_at + make_interval(mins => more.minutes)
    FROM (SELECT attempt_id, sum(extra_minutes)::int AS minutes
            FROM used JOIN due USING (attempt_id, accommodation_id) GROUP BY 1) AS more
   WHERE attempt.id = more.attempt_id RETURNING attempt.id, more.minutes`;

/** Sections under way get their share; one whose time is over stays so. */
const PROLONG_SECTIONS = `
  UPDATE attempt_section s SET deadline_at = s.deadline_at + make_interval(mins => more.minutes) * (s.minutes / q.minutes::float8)
    FROM unnest($1::uuid[], $2::int[]) AS more (attempt_id, minutes)
    JOIN attempt a ON a.id = more.attempt_id JOIN quiz q ON q.id = a.quiz_id
   WHERE s.attempt_id = a.id AND coalesce(a.paused_at, now()) <= s.deadline_at`;
