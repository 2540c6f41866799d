import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#platform/i18n';
import type { PaperFacts } from '../certificate/paper-facts.js';

export const MAIL_STATES = ['waiting', 'sending', 'sent', 'refused', 'unsure', 'no-address'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A letter that was claimed: nobody else sends it. */
export interface Claimed {
  certificateId: string;
  /** Null when the holder has none by now. */
  address: string | null;
  locale: Locale;
  facts: PaperFacts;
  serial: string;
  code: string;
  tries: number;
  isValid: boolean;
}

export interface Undelivered {
  name: string;
  unit: string | null;
  state: MailState;
  smtpCode: number | null;
  changedAt: Date;
}

/** How long a letter may be on its way before nobody knows any more what became of it. */
const LOST_AFTER = '10 minutes';

@Injectable()
export class Mails {
  constructor(private readonly db: DataSource) {}

  /** How many of a class are in each state; `unlisted`: signed ones that nobody asked to mail yet. */
  async counts(classId: string): Promise<Record<MailState | 'unlisted', number>> {
    const rows: { state: MailState | 'unlisted'; count: number }[] = await this.db.query(
      `SELECT coalesce(m.state, 'unlisted') AS state, count(*)::int AS count
       FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id
         LEFT JOIN certificate_mail m ON m.certificate_id = c.id
       WHERE e.class_id = $1 AND c.status = 'valid' AND c.signed_at IS NOT NULL GROUP BY 1`,
      [classId],
    );
    const counted = new Map(rows.map((row) => [row.state, row.count]));
    const all = [...MAIL_STATES, 'unlisted'] as const;
    return Object.fromEntries(all.map((each) => [each, counted.get(each) ?? 0])) as Record<
      MailState | 'unlisted',
      number
    >;
  }

  /** Everybody of the class who is not listed yet; who has an address by now waits. Returns how many wait. */
  async enlist(classId: string): Promise<number> {
    await this.db.query(
      `INSERT INTO certificate_mail (certificate_id, class_id, state)
       SELECT c.id, e.class_id, CASE WHEN p.contact_email IS NULL THEN 'no-address' ELSE 'waiting' END
       FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id JOIN person p ON p.account_id = e.account_id
       WHERE e.class_id = $1 AND c.status = 'valid' AND c.signed_at IS NOT NULL
       ON CONFLICT (certificate_id) DO UPDATE SET state = excluded.state, changed_at = now()
         WHERE certificate_mail.state = 'no-address' AND excluded.state = 'waiting'`,
      [classId],
    );
    const [row] = await this.db.query(
      `SELECT count(*)::int AS count FROM certificate_mail WHERE class_id = $1 AND state = 'waiting'`,
      [classId],
    );
    return row.count;
  }

  /** Those that the server refused, or that may not have arrived, wait again: a person asked for it. */
  async again(classId: string): Promise<void> {
    await this.db.query(
      `UPDATE certificate_mail SET state = 'waiting', tries = 0, smtp_code = NULL, next_at = now(), changed_at = now()
       WHERE class_id = $1 AND state IN ('refused', 'unsure')`,
      [classId],
    );
  }

  /** The next letter of a class that is due, marked as on its way before anything is sent; null when none is. */
  async claim(classId: string): Promise<Claimed | null> {
    const rows: Claimed[] = await this.db.query(
      `WITH claimed AS (
         UPDATE certificate_mail SET state = 'sending', tries = tries + 1, changed_at = now()
         WHERE certificate_id = (
           SELECT certificate_id FROM certificate_mail
           WHERE class_id = $1 AND state = 'waiting' AND next_at <= now()
           ORDER BY next_at, certificate_id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING certificate_id, tries)
       SELECT c.id AS "certificateId", p.contact_email AS address, a.locale, c.facts, c.serial, c.code, m.tries,
              c.status = 'valid' AS "isValid"
       FROM claimed m JOIN certificate c ON c.id = m.certificate_id
         JOIN enrolment e ON e.id = c.enrolment_id
         JOIN person p ON p.account_id = e.account_id
         JOIN account a ON a.id = e.account_id`,
      [classId],
    );
    return rows[0] ?? null;
  }

  async settle(certificateId: string, state: MailState, smtpCode: number | null = null): Promise<void> {
    await this.db.query(
      `UPDATE certificate_mail SET state = $2, smtp_code = $3, changed_at = now()
       WHERE certificate_id = $1 AND state = 'sending'`,
      [certificateId, state, smtpCode],
    );
  }

  /** Back in the line, to be tried after `seconds`. */
  async postpone(certificateId: string, seconds: number, smtpCode: number | null): Promise<void> {
    await this.db.query(
      `UPDATE certificate_mail SET state = 'waiting', smtp_code = $3, changed_at = now(),
         next_at = now() + make_interval(secs => $2)
       WHERE certificate_id = $1 AND state = 'sending'`,
      [certificateId, seconds, smtpCode],
    );
  }

  /** Of a certificate that ended before its letter was sent. */
  async drop(certificateId: string): Promise<void> {
    await this.db.query('DELETE FROM certificate_mail WHERE certificate_id = $1', [certificateId]);
  }

  /** Nobody is told by itself any more: what waits is taken from the line. */
  async stop(classId: string): Promise<void> {
    await this.db.query(`DELETE FROM certificate_mail WHERE class_id = $1 AND state = 'waiting'`, [classId]);
  }

  /** Letters whose sender died: they may have arrived. Returns how many. */
  async giveUpLost(): Promise<number> {
    const [, count]: [unknown, number] = await this.db.query(
      `UPDATE certificate_mail SET state = 'unsure', changed_at = now()
       WHERE state = 'sending' AND changed_at < now() - interval '${LOST_AFTER}'`,
    );
    return count;
  }

  /** Classes with letters that are due and with no run of `kind` on its way. */
  async dueClasses(kind: string): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT DISTINCT m.class_id AS id FROM certificate_mail m
       WHERE m.state = 'waiting' AND m.next_at <= now() AND NOT EXISTS (
         SELECT FROM task t WHERE t.kind = $1 AND t.status IN ('waiting', 'running')
           AND t.params ->> 'classId' = m.class_id::text)`,
      [kind],
    );
    return rows.map((row) => row.id);
  }

  /** Whom no letter reached, latest first. */
  async undelivered(classId: string, limit: number): Promise<Undelivered[]> {
    return this.db.query(
      `SELECT p.full_name AS name, u.name AS unit, m.state, m.smtp_code AS "smtpCode", m.changed_at AS "changedAt"
       FROM certificate_mail m JOIN certificate c ON c.id = m.certificate_id
         JOIN enrolment e ON e.id = c.enrolment_id JOIN person p ON p.account_id = e.account_id
         LEFT JOIN unit u ON u.id = e.unit_id
       WHERE m.class_id = $1 AND (m.state IN ('refused', 'unsure', 'no-address') OR (m.state = 'waiting' AND m.smtp_code IS NOT NULL))
       ORDER BY m.state = 'no-address', m.changed_at DESC, m.certificate_id LIMIT $2`,
      [classId, limit],
    );
  }
}
