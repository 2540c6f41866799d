import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { appendEntry, type ChainEntry, type ChainEventKind, type ChainHead } from './issuing-chain.js';

/** What an entry of the log is of. */
export type LogSubject =
  | { certificateId: string; oldEntryId?: null }
  | { certificateId?: null; oldEntryId: string };

export type LogEvent = LogSubject & {
  kind: ChainEventKind;
  /** Hexadecimal. */
  commitment: string;
  at: Date;
};

/** Of one of the two, the other is null. */
export type LoggedEntry = ChainEntry & { certificateId: string | null; oldEntryId: string | null };

/** The stored issuing log. Its head is locked last of all locks, and held until the transaction ends. */
@Injectable()
export class IssuingLog {
  constructor(private readonly db: DataSource) {}

  async append(tx: EntityManager, events: readonly LogEvent[]): Promise<void> {
    let head = await this.lockHead(tx);
    const entries = events.map((event) => {
      const entry = appendEntry(head, event);
      head = { seq: entry.seq, hash: entry.hash };
      return { ...entry, certificateId: event.certificateId ?? null, oldEntryId: event.oldEntryId ?? null };
    });
    const column = <T>(of: (entry: (typeof entries)[number]) => T) => entries.map(of);
    await tx.query(
      `INSERT INTO issuing_log (seq, kind, certificate_id, old_entry_id, at, commitment, previous_hash, hash)
       SELECT seq, kind, certificate_id, old_entry_id, at, decode(commitment, 'hex'), decode(previous, 'hex'), decode(hash, 'hex')
       FROM unnest($1::bigint[], $2::text[], $3::uuid[], $8::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
         AS n (seq, kind, certificate_id, old_entry_id, at, commitment, previous, hash)`,
      [
        column((entry) => entry.seq),
        column((entry) => entry.kind),
        column((entry) => entry.certificateId),
        column((entry) => entry.at),
        column((entry) => entry.commitment),
        column((entry) => entry.prevHash),
        column((entry) => entry.hash),
        column((entry) => entry.oldEntryId),
      ],
    );
    await tx.query(`UPDATE issuing_head SET seq = $1, hash = decode($2, 'hex')`, [head.seq, head.hash]);
  }

  async head(): Promise<ChainHead> {
    return headOf(await this.db.query(`${SELECT_HEAD}`));
  }

  /** Whether all its entries up to this one are there. */
  async reaches(seq: number): Promise<boolean> {
    const [{ there }] = await this.db.query(
      'SELECT count(*) = $1::bigint AS there FROM issuing_log WHERE seq BETWEEN 1 AND $1',
      [seq],
    );
    return there;
  }

  /** Up to `limit` entries that follow `seq`. */
  async after(seq: number, limit: number): Promise<LoggedEntry[]> {
    const rows: StoredEntry[] = await this.db.query(
      `SELECT seq, kind, at, certificate_id AS "certificateId", old_entry_id AS "oldEntryId", encode(commitment, 'hex') AS commitment,
              encode(previous_hash, 'hex') AS "prevHash", encode(hash, 'hex') AS hash
       FROM issuing_log WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [seq, limit],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq), at: row.at.toISOString() }));
  }

  private async lockHead(tx: EntityManager): Promise<ChainHead> {
    return headOf(await tx.query(`${SELECT_HEAD} FOR UPDATE`));
  }
}

const SELECT_HEAD = `SELECT seq, encode(hash, 'hex') AS hash FROM issuing_head`;

type StoredEntry = Omit<LoggedEntry, 'seq' | 'at'> & { seq: string; at: Date };

function headOf([row]: { seq: string; hash: string }[]): ChainHead {
  if (!row) throw new Error('The issuing log has no head');
  return { seq: Number(row.seq), hash: row.hash };
}
