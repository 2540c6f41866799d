import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CertificateRecord } from './certificate-record.js';

const RECORD = `SELECT c.id, c.code, c.serial, c.entry_number AS "entryNumber", c.status, c.facts,
    encode(c.salt, 'hex') AS salt, (c.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS "endedOn",
    c.end_reason AS "endReason", encode(c.pdf_sha256, 'hex') AS sha256, encode(c.signed_by, 'hex') AS "signedBy",
    c.issued_at AS "issuedAt", r.code AS "replacedBy",
    c.facts ? 'minorUntil' AND EXISTS (SELECT FROM guardian_consent g WHERE g.account_id = coalesce(
        (SELECT account_id FROM enrolment WHERE id = c.enrolment_id),
        (SELECT account_id FROM contest_award WHERE certificate_id = c.id)) AND g.purpose = 'share' AND g.withdrawn_at IS NULL) AS shared,
    (SELECT jsonb_object_agg(l.kind, encode(l.commitment, 'hex')) FROM issuing_log l WHERE l.certificate_id = c.id) AS log
  FROM certificate c LEFT JOIN certificate r ON r.id = c.replaced_by`;

@Injectable()
export class VerificationRepository {
  constructor(private readonly db: DataSource) {}

  async byCode(code: string): Promise<CertificateRecord | null> {
    return this.first(`${RECORD} WHERE c.code = $1`, [code]);
  }

  /** By số hiệu or số vào sổ cấp; two issuers may have used the same entry number. */
  async byNumber(number: string): Promise<CertificateRecord[]> {
    return this.db.query(
      `${RECORD} WHERE typed_number(c.serial) = typed_number($1) OR typed_number(c.entry_number) = typed_number($1)
       ORDER BY c.issued_at DESC LIMIT 20`,
      [number],
    );
  }

  async byFile(sha256: string): Promise<CertificateRecord | null> {
    return this.first(`${RECORD} WHERE c.pdf_sha256 = decode($1, 'hex')`, [sha256]);
  }

  private async first(sql: string, values: unknown[]): Promise<CertificateRecord | null> {
    const rows: CertificateRecord[] = await this.db.query(sql, values);
    return rows[0] ?? null;
  }
}
