import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BookFacts } from '../certificate/paper-facts.js';
import { Register } from '../register/register.entity.js';
import type { OldRow } from './read/old-entry-facts.js';

export interface NewOldEntry {
  id: string;
  importId: string;
  row: number;
  registerId: string;
  entry: OldRow;
  facts: BookFacts;
  /** Hexadecimal. */
  salt: string;
  recordedAt: Date;
}

/** An entry to be emptied after its import was undone. */
export interface UndoneEntry {
  id: string;
  serial: string | null;
  entryNumber: string | null;
  facts: BookFacts;
  salt: string;
}

/** Writing entries of older registers. Callers hold the register's row. */
@Injectable()
export class OldEntryRows {
  /** Opened with these patterns when it is the first time, and locked. */
  async lockRegister(
    tx: EntityManager,
    given: { id: string; issuerId: string; year: number; serialPattern: string; entryPattern: string },
  ): Promise<Register> {
    const { id, issuerId, year, serialPattern, entryPattern } = given;
    await tx.query(
      `INSERT INTO register (id, issuer_id, year, serial_pattern, entry_pattern) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (issuer_id, year) DO NOTHING`,
      [id, issuerId, year, serialPattern, entryPattern],
    );
    return tx.findOneOrFail(Register, { where: { issuerId, year }, lock: { mode: 'pessimistic_write' } });
  }

  async next(tx: EntityManager, importId: string, limit: number): Promise<{ row: number; entry: OldRow }[]> {
    return tx.query(
      `SELECT row, entry FROM old_register_row
       WHERE import_id = $1 AND outcome IN ('accept', 'warn') ORDER BY row LIMIT $2`,
      [importId, limit],
    );
  }

  /** Rows whose number or serial was given to somebody since the file was checked. */
  async taken(
    tx: EntityManager,
    registerId: string,
    importId: string,
    rows: readonly { row: number; entry: OldRow }[],
    keepsDoubles: boolean,
  ): Promise<Set<number>> {
    const found: { row: number }[] = await tx.query(
      `SELECT DISTINCT n.row FROM unnest($2::int[], $3::int[], $4::text[]) AS n (row, number, serial)
       WHERE EXISTS (SELECT FROM certificate c WHERE c.register_id = $1 AND c.number = n.number)
          OR EXISTS (SELECT FROM certificate c WHERE typed_number(c.serial) = typed_number(n.serial))
          OR (NOT $6 AND EXISTS (SELECT FROM old_entry o WHERE o.register_id = $1 AND o.number = n.number
                AND o.import_id <> $5 AND o.status <> 'undone'))`,
      [
        registerId,
        rows.map(({ row }) => row),
        rows.map(({ entry }) => entry.number),
        rows.map(({ entry }) => entry.serial),
        importId,
        keepsDoubles,
      ],
    );
    return new Set(found.map(({ row }) => row));
  }

  async insert(tx: EntityManager, entries: readonly NewOldEntry[]): Promise<void> {
    const column = <T>(of: (entry: NewOldEntry) => T) => entries.map(of);
    await tx.query(
      `INSERT INTO old_entry (id, import_id, row, register_id, number, serial, entry_number, facts, salt, recorded_at)
       SELECT id, import_id, row, register_id, number, serial, entry_number, facts::jsonb, decode(salt, 'hex'), recorded_at
       FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::timestamptz[])
         AS n (id, import_id, row, register_id, number, serial, entry_number, facts, salt, recorded_at)`,
      [
        column((each) => each.id),
        column((each) => each.importId),
        column((each) => each.row),
        column((each) => each.registerId),
        column((each) => each.entry.number),
        column((each) => each.entry.serial),
        column((each) => each.entry.entryNumber),
        column((each) => JSON.stringify(each.facts)),
        column((each) => each.salt),
        column((each) => each.recordedAt.toISOString()),
      ],
    );
  }

  /** Recorded rows leave; those that came too late stay with their reason. */
  async settle(tx: EntityManager, importId: string, rows: readonly number[], late: readonly number[]) {
    await tx.query('DELETE FROM old_register_row WHERE import_id = $1 AND row = ANY($2::int[])', [
      importId,
      rows,
    ]);
    const message = [{ field: 'entryNumber', code: 'taken-meanwhile', params: {} }];
    await tx.query(
      `UPDATE old_register_row SET outcome = 'reject', messages = $3::jsonb || messages
       WHERE import_id = $1 AND row = ANY($2::int[])`,
      [importId, late, JSON.stringify(message)],
    );
  }

  async counts(tx: EntityManager, importId: string): Promise<{ recorded: number; waiting: number }> {
    const [found] = await tx.query(
      `SELECT (SELECT count(*)::int FROM old_entry WHERE import_id = $1) AS recorded,
              (SELECT count(*)::int FROM old_register_row WHERE import_id = $1 AND outcome IN ('accept', 'warn')) AS waiting`,
      [importId],
    );
    return found;
  }

  /** Entries of an undone import that still say something. */
  async undone(tx: EntityManager, importId: string, limit: number): Promise<UndoneEntry[]> {
    return tx.query(
      `SELECT id, serial, entry_number AS "entryNumber", facts, encode(salt, 'hex') AS salt FROM old_entry
       WHERE import_id = $1 AND status = 'undone' AND facts IS NOT NULL ORDER BY row LIMIT $2 FOR UPDATE`,
      [importId, limit],
    );
  }

  async empty(tx: EntityManager, ids: readonly string[]): Promise<void> {
    await tx.query('UPDATE old_entry SET facts = NULL, salt = NULL WHERE id = ANY($1::uuid[])', [ids]);
  }
}
