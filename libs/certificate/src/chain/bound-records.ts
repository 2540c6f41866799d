import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type BookFacts, committedFacts, type PaperFacts } from '../certificate/paper-facts.js';
import { commitToOldEntry } from '../old-register/read/old-entry-facts.js';
import { commitmentHolds, sameCommitment } from './commitment.js';
import type { LoggedEntry } from './issuing-log.repository.js';

/** What entries of the issuing log are of, as it stands in the tables now. */
@Injectable()
export class BoundRecords {
  constructor(private readonly db: DataSource) {}

  /** Numbers of the entries whose certificate or older entry says something else by now. */
  async altered(entries: readonly LoggedEntry[]): Promise<Set<number>> {
    const [certificates, oldEntries] = await Promise.all([
      this.certificates(idsOf(entries, 'certificateId')),
      this.oldEntries(idsOf(entries, 'oldEntryId')),
    ]);
    const bad = entries.filter((entry) =>
      entry.oldEntryId
        ? !oldEntryHolds(oldEntries.get(entry.oldEntryId), entry)
        : !certificateHolds(certificates.get(entry.certificateId ?? ''), entry),
    );
    return new Set(bad.map((entry) => entry.seq));
  }

  private async certificates(ids: string[]): Promise<Map<string, BoundCertificate>> {
    if (ids.length === 0) return new Map();
    const rows: BoundCertificate[] = await this.db.query(
      `SELECT id, serial, entry_number AS "entryNumber", code, facts, encode(salt, 'hex') AS salt,
              encode(pdf_sha256, 'hex') AS "fileHash", end_reason AS reason
       FROM certificate WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async oldEntries(ids: string[]): Promise<Map<string, BoundOldEntry>> {
    if (ids.length === 0) return new Map();
    const rows: BoundOldEntry[] = await this.db.query(
      `SELECT o.id, o.serial, o.entry_number AS "entryNumber", o.facts, encode(o.salt, 'hex') AS salt,
              encode(l.commitment, 'hex') AS undone
       FROM old_entry o LEFT JOIN issuing_log l ON l.old_entry_id = o.id AND l.kind = 'undone'
       WHERE o.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

interface BoundCertificate {
  id: string;
  serial: string;
  entryNumber: string;
  code: string;
  facts: PaperFacts;
  salt: string;
  fileHash: string | null;
  reason: string | null;
}

interface BoundOldEntry {
  id: string;
  serial: string | null;
  entryNumber: string | null;
  facts: BookFacts | null;
  salt: string | null;
  /** Commitment of the entry of the log that says that its import was taken back. */
  undone: string | null;
}

const idsOf = (entries: readonly LoggedEntry[], of: 'certificateId' | 'oldEntryId'): string[] => [
  ...new Set(entries.flatMap((entry) => entry[of] ?? [])),
];

function certificateHolds(row: BoundCertificate | undefined, { kind, commitment }: LoggedEntry): boolean {
  if (!row) return false;
  const { facts, salt, fileHash, reason, ...entry } = row;
  // An entry written at the end of a certificate binds its file and the reason, too.
  const ending = kind === 'issued' ? null : { fileHash, reason: reason ?? '' };
  return commitmentHolds(commitment, committedFacts(facts, entry, ending), salt);
}

/** An emptied entry can be compared no more: the log has to say that it was emptied, in the same words. */
function oldEntryHolds(row: BoundOldEntry | undefined, { commitment }: LoggedEntry): boolean {
  if (!row) return false;
  if (!row.facts || !row.salt) return row.undone !== null && sameCommitment(row.undone, commitment);
  return sameCommitment(commitToOldEntry(row.facts, row, row.salt), commitment);
}
