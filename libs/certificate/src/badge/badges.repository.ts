import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CertificateStatus } from '../certificate/certificate.entity.js';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { LIST_LENGTH } from './status-list.js';

/** A certificate as its badge needs it; position and token are null while there is no badge. */
export interface BadgeRow {
  certificateId: string;
  issuerId: string;
  code: string;
  serial: string;
  status: CertificateStatus;
  facts: PaperFacts;
  issuedAt: Date;
  /** Of a holder who was under 16: whether a guardian agreed that it is shown. */
  shared: boolean;
  position: number | null;
  token: string | null;
}

const ROW = `SELECT c.id AS "certificateId", r.issuer_id AS "issuerId", c.code, c.serial, c.status, c.facts,
    c.issued_at AS "issuedAt", b.position, b.token,
    c.facts ? 'minorUntil' AND EXISTS (SELECT FROM guardian_consent g
      WHERE g.account_id = coalesce(e.account_id, a.account_id) AND g.purpose = 'share' AND g.withdrawn_at IS NULL) AS shared
  FROM certificate c JOIN register r ON r.id = c.register_id LEFT JOIN open_badge b ON b.certificate_id = c.id
    LEFT JOIN enrolment e ON e.id = c.enrolment_id LEFT JOIN contest_award a ON a.certificate_id = c.id`;

@Injectable()
export class BadgeRows {
  constructor(private readonly db: DataSource) {}

  /** A certificate or award of this person; null also when it is not theirs. */
  async own(accountId: string, certificateId: string): Promise<BadgeRow | null> {
    return this.first(`${ROW} WHERE c.id = $1 AND coalesce(e.account_id, a.account_id) = $2`, [
      certificateId,
      accountId,
    ]);
  }

  async byCode(code: string): Promise<BadgeRow | null> {
    return this.first(`${ROW} WHERE c.code = $1`, [code]);
  }

  /** The next place in the lists of the issuer; the one it has when it has one. True when it is new. */
  async reserve(tx: EntityManager, certificateId: string, issuerId: string): Promise<boolean> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('open_badge ' || $1, 0))`, [issuerId]);
    const made: unknown[] = await tx.query(
      `INSERT INTO open_badge (certificate_id, issuer_id, position)
       SELECT $1, $2, coalesce((SELECT max(position) + 1 FROM open_badge WHERE issuer_id = $2), 0)
       ON CONFLICT (certificate_id) DO NOTHING RETURNING position`,
      [certificateId, issuerId],
    );
    return made.length > 0;
  }

  /** Whoever is second keeps what is there. */
  async keepToken(certificateId: string, token: string): Promise<void> {
    await this.db.query('UPDATE open_badge SET token = $2 WHERE certificate_id = $1 AND token IS NULL', [
      certificateId,
      token,
    ]);
  }

  async issuerExists(issuerId: string): Promise<boolean> {
    const [row] = await this.db.query('SELECT FROM issuer WHERE id = $1', [issuerId]);
    return row !== undefined;
  }

  /** Indexes in a list whose certificates are valid no more. */
  async ended(issuerId: string, list: number): Promise<number[]> {
    const rows: { position: number }[] = await this.db.query(
      `SELECT b.position FROM open_badge b JOIN certificate c ON c.id = b.certificate_id
       WHERE b.issuer_id = $1 AND b.position >= $2 AND b.position < $3 AND c.status <> 'valid'`,
      [issuerId, list * LIST_LENGTH, (list + 1) * LIST_LENGTH],
    );
    return rows.map(({ position }) => position % LIST_LENGTH);
  }

  private async first(sql: string, values: unknown[]): Promise<BadgeRow | null> {
    const rows: BadgeRow[] = await this.db.query(sql, values);
    return rows[0] ?? null;
  }
}
