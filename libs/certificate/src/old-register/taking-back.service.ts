import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { IssuingLog } from '../chain/issuing-log.repository.js';
import { RegisterRows } from '../register/register-rows.repository.js';
import { OldEntryRows } from './old-entries.repository.js';
import type { OldImport } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { commitToOldEntry } from './read/old-entry-facts.js';
import { BATCH } from './recording.service.js';

/** Takes a whole import back while nothing was built on it. The log keeps that there was one, without its words. */
@Injectable()
export class TakingBack {
  constructor(
    private readonly db: DataSource,
    private readonly registers: RegisterRows,
    private readonly imports: OldImportRows,
    private readonly entries: OldEntryRows,
    private readonly log: IssuingLog,
    private readonly audit: Audit,
  ) {}

  /**
   * All entries end at once and the register gives its numbers again. Throws `certificate.old-built-on` when a number
   * after them was given, or one of them was revoked or replaced.
   */
  begin(id: string, by: string | null): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const given = await this.imports.get(id, tx);
      const { registerId, lastAfter } = given;
      if (given.status !== 'applied' && given.status !== 'applying')
        throw new DomainError('certificate.old-not-recorded');
      await tx.query('SELECT FROM register WHERE id = $1 FOR UPDATE', [registerId]);
      const [{ built }] = (await tx.query(
        `SELECT EXISTS (SELECT FROM certificate WHERE register_id = $1 AND number > $2)
             OR EXISTS (SELECT FROM old_entry WHERE import_id = $3 AND status IN ('revoked', 'replaced')) AS built`,
        [registerId, lastAfter, id],
      )) as [{ built: boolean }];
      if (built) throw new DomainError('certificate.old-built-on');
      if (!(await this.imports.move(id, given.status, 'undone', tx)))
        throw new DomainError('certificate.old-not-recorded');
      await tx.query(`UPDATE old_entry SET status = 'undone', ended_at = now() WHERE import_id = $1`, [id]);
      if (registerId) await this.giveNumbersBack(tx, given);
      await this.audit.record(tx, {
        actorId: by,
        action: 'certificate.undo-register-import',
        subjectType: registerId ? 'register' : 'issuer',
        subjectId: registerId ?? given.issuerId,
        detail: { import: id, recorded: given.summary.recorded ?? 0 },
      });
    });
  }

  /** Empties the next entries of an undone import. Returns how many; 0 when none is left. */
  next(id: string): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const undone = await this.entries.undone(tx, id, BATCH);
      if (undone.length === 0) return 0;
      const { at } = await this.registers.moment(tx);
      await this.entries.empty(
        tx,
        undone.map((each) => each.id),
      );
      await this.log.append(
        tx,
        undone.map(({ id: oldEntryId, facts, salt, ...numbers }) => ({
          oldEntryId,
          kind: 'undone',
          at,
          commitment: commitToOldEntry(facts, numbers, salt),
        })),
      );
      return undone.length;
    });
  }

  /** A later import that stands accounts for these numbers from now on. */
  private async giveNumbersBack(tx: EntityManager, { id, registerId, lastBefore }: OldImport): Promise<void> {
    await tx.query(
      `UPDATE old_register_import SET last_before = $3
       WHERE register_id = $1 AND id <> $2 AND status IN ('applying', 'applied') AND last_before > $3`,
      [registerId, id, lastBefore],
    );
    await tx.query(
      `UPDATE register SET last_number = greatest(
         coalesce((SELECT max(number) FROM certificate WHERE register_id = $1), 0),
         coalesce((SELECT max(last_after) FROM old_register_import
                   WHERE register_id = $1 AND status IN ('applying', 'applied')), 0)) WHERE id = $1`,
      [registerId],
    );
  }
}
