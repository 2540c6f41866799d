import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { newSalt } from '../chain/commitment.js';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import type { Register } from '../register/register.entity.js';
import { RegisterRows } from '../register/register-rows.repository.js';
import { type NewOldEntry, OldEntryRows } from './old-entries.repository.js';
import type { OldImport } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { commitToOldEntry, factsOf } from './read/old-entry-facts.js';

export const BATCH = 500;

export interface Recorded {
  /** Of this import until now. */
  recorded: number;
  waiting: number;
}

/**
 * Puts the rows of a checked file into their register and into the issuing log, batch by batch, each in one
 * transaction: a number has its entry in the log from its first moment, and a batch that is repeated finds its rows gone.
 */
@Injectable()
export class Recording {
  constructor(
    private readonly db: DataSource,
    private readonly registers: RegisterRows,
    private readonly imports: OldImportRows,
    private readonly entries: OldEntryRows,
    private readonly log: IssuingLog,
    private readonly audit: Audit,
  ) {}

  /** Before the first row: the numbers up to the highest of the file are the old register's, new ones follow it. */
  reserve(id: string): Promise<Recorded> {
    return inTransaction(this.db, async (tx) => {
      const given = await this.imports.get(id, tx);
      if (given.registerId) return this.entries.counts(tx, id);
      const register = await this.lock(tx, given);
      const [{ highest }] = (await tx.query(
        `SELECT coalesce(max((entry ->> 'highest')::int), 0) AS highest FROM old_register_row
         WHERE import_id = $1 AND outcome IN ('accept', 'warn')`,
        [id],
      )) as [{ highest: number }];
      const lastBefore = register.lastNumber;
      register.lastNumber = Math.max(lastBefore, highest);
      await this.registers.save(tx, register);
      await tx.query(
        `UPDATE old_register_import SET register_id = $2, last_before = $3, last_after = $4 WHERE id = $1`,
        [id, register.id, lastBefore, register.lastNumber],
      );
      return this.entries.counts(tx, id);
    });
  }

  /** The next rows in the order of the file. Returns how many were settled; 0 when none is left. */
  next(id: string): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const given = await this.imports.get(id, tx);
      const register = await this.lock(tx, given);
      // Taken back meanwhile, or recorded to the end by another run.
      if ((await this.imports.get(id, tx)).status !== 'applying') return 0;
      const rows = await this.entries.next(tx, id, BATCH);
      if (rows.length === 0) return 0;
      const keepsDoubles = given.choices.keepsDoubles === true;
      const taken = await this.entries.taken(tx, register.id, id, rows, keepsDoubles);
      const { at } = await this.registers.moment(tx);
      const issuer = { name: given.issuerName, superiorName: given.superiorName };
      const entries: NewOldEntry[] = rows
        .filter(({ row }) => !taken.has(row))
        .map(({ row, entry }) => ({
          id: newId(),
          importId: id,
          row,
          registerId: register.id,
          entry,
          facts: factsOf(entry, issuer),
          salt: newSalt(),
          recordedAt: at,
        }));
      await this.entries.insert(tx, entries);
      await this.entries.settle(
        tx,
        id,
        entries.map(({ row }) => row),
        [...taken],
      );
      await this.log.append(
        tx,
        entries.map(({ id: oldEntryId, facts, entry, salt }) => ({
          oldEntryId,
          kind: 'imported',
          at,
          commitment: commitToOldEntry(facts, entry, salt),
        })),
      );
      return rows.length;
    });
  }

  /** Once no row is left; whoever is second finds it done. */
  finish(id: string, by: string | null): Promise<Recorded> {
    return inTransaction(this.db, async (tx) => {
      const counts = await this.entries.counts(tx, id);
      if (!(await this.imports.move(id, 'applying', 'applied', tx))) return counts;
      const [[{ registerId }]] = await tx.query(
        `UPDATE old_register_import SET summary = summary || jsonb_build_object('recorded', $2::int) WHERE id = $1
         RETURNING register_id AS "registerId"`,
        [id, counts.recorded],
      );
      await this.audit.record(tx, {
        actorId: by,
        action: 'certificate.import-register',
        subjectType: 'register',
        subjectId: registerId,
        detail: { import: id, recorded: counts.recorded },
      });
      return counts;
    });
  }

  private lock(tx: EntityManager, { issuerId, year, layout }: OldImport): Promise<Register> {
    if (!layout) throw new Error('Nothing was read of the file');
    const { serialPattern, entryPattern } = layout;
    return this.entries.lockRegister(tx, { id: newId(), issuerId, year, serialPattern, entryPattern });
  }
}
