import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CertificateStatus } from '../certificate/certificate.entity.js';
import type { BookFacts } from '../certificate/paper-facts.js';
import { sameCommitment } from '../chain/commitment.js';
import { commitToOldEntry } from './read/old-entry-facts.js';

/** An entry of an older register with what the issuing log holds of it. Salt and commitments in hexadecimal. */
export interface OldEntryRecord {
  id: string;
  serial: string | null;
  entryNumber: string | null;
  status: CertificateStatus;
  facts: BookFacts;
  salt: string;
  recordedOn: string;
  endedOn: string | null;
  endReason: string | null;
  /** Code of the certificate that took its place. */
  replacedBy: string | null;
  log: Partial<Record<'imported' | 'revoked' | 'replaced' | 'undone', string>> | null;
}

@Injectable()
export class OldEntryRecords {
  constructor(private readonly db: DataSource) {}

  /** By số hiệu or số vào sổ cấp; two issuers, or two people, may have the same. */
  async byNumber(number: string): Promise<OldEntryRecord[]> {
    return this.db.query(
      `SELECT o.id, o.serial, o.entry_number AS "entryNumber", o.status, o.facts, encode(o.salt, 'hex') AS salt,
              (o.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS "recordedOn",
              (o.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS "endedOn", o.end_reason AS "endReason",
              c.code AS "replacedBy",
              (SELECT jsonb_object_agg(l.kind, encode(l.commitment, 'hex')) FROM issuing_log l WHERE l.old_entry_id = o.id) AS log
       FROM old_entry o LEFT JOIN certificate c ON c.id = o.replaced_by
       WHERE (typed_number(o.serial) = typed_number($1) OR typed_number(o.entry_number) = typed_number($1))
         AND o.status <> 'undone' ORDER BY o.recorded_at DESC LIMIT 20`,
      [number],
    );
  }
}

/** Whether the entry is what the log says of it: who changes a table does not thereby make an entry. */
export function oldEntryAgrees({ facts, salt, status, log, ...numbers }: OldEntryRecord): boolean {
  const commitment = commitToOldEntry(facts, numbers, salt);
  const holds = (of: string | undefined) => of !== undefined && sameCommitment(of, commitment);
  if (!holds(log?.imported) || log?.undone) return false;
  return status === 'valid' ? !log?.revoked && !log?.replaced : holds(log?.[status]);
}
