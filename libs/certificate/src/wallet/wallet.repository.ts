import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MessageParams } from '#platform/errors';
import type { CertificateStatus } from '../certificate/certificate.entity.js';
import type { PaperFacts } from '../certificate/paper-facts.js';

export interface OwnCertificate {
  id: string;
  code: string;
  serial: string;
  status: CertificateStatus;
  facts: PaperFacts;
  endedAt: Date | null;
  endReason: string | null;
  /** Whether its file is there. */
  rendered: boolean;
  replacedByCode: string | null;
}

/** A completed enrolment on its way to a certificate; with an obstacle it waits for somebody. */
export interface OwnWaiting {
  enrolmentId: string;
  versionId: string;
  completedAt: Date;
  code: string | null;
  params: MessageParams | null;
}

export interface OwnFile {
  key: string;
  serial: string;
}

/** Of completed courses, and awards of contests. */
const OWN = `c.id IN (
  SELECT k.id FROM enrolment e JOIN certificate k ON k.enrolment_id = e.id WHERE e.account_id = $1
  UNION ALL SELECT certificate_id FROM contest_award WHERE account_id = $1)`;

/** What a person holds. Every query carries the person. */
@Injectable()
export class WalletRepository {
  constructor(private readonly db: DataSource) {}

  async certificates(accountId: string): Promise<OwnCertificate[]> {
    return this.db.query(
      `SELECT c.id, c.code, c.serial, c.status, c.facts, c.ended_at AS "endedAt", c.end_reason AS "endReason",
              c.signed_at IS NOT NULL AS rendered, r.code AS "replacedByCode"
       FROM certificate c LEFT JOIN certificate r ON r.id = c.replaced_by
       WHERE ${OWN} ORDER BY c.issued_at DESC, c.number DESC`,
      [accountId],
    );
  }

  async waiting(accountId: string): Promise<OwnWaiting[]> {
    return this.db.query(
      `SELECT e.id AS "enrolmentId", e.course_version_id AS "versionId", e.completed_at AS "completedAt", o.code, o.params
       FROM enrolment e LEFT JOIN issuing_obstacle o ON o.enrolment_id = e.id
       WHERE e.account_id = $1 AND e.status = 'completed'
         AND NOT EXISTS (SELECT FROM certificate c WHERE c.enrolment_id = e.id)
       ORDER BY e.completed_at DESC`,
      [accountId],
    );
  }

  /** The file of a valid certificate of this person; null also when it is not theirs. */
  async file(accountId: string, certificateId: string): Promise<OwnFile | null> {
    const rows: OwnFile[] = await this.db.query(
      `SELECT c.pdf_key AS key, c.serial FROM certificate c
       WHERE c.id = $2 AND ${OWN} AND c.status = 'valid' AND c.pdf_key IS NOT NULL`,
      [accountId, certificateId],
    );
    return rows[0] ?? null;
  }
}
