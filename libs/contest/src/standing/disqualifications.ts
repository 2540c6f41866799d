import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';

/** Takes entries out of the standings, for a reason that their people are told; the next count leaves them out. */
@Injectable()
export class Disqualifications {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Throws `contest.disqualified-already`. */
  async add(entryId: string, reason: string, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const rows: object[] = await tx.query(
        `INSERT INTO contest_disqualification (entry_id, reason, decided_by) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING entry_id`,
        [entryId, reason, actorId],
      );
      if (rows.length === 0) throw new DomainError('contest.disqualified-already');
      await this.audit.record(tx, {
        ...{ actorId, action: 'contest.disqualify', subjectType: 'contest-entry', subjectId: entryId },
      });
    });
  }

  /** Puts an entry back, where the decision was a mistake. */
  async remove(entryId: string, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const [rows] = (await tx.query(
        'DELETE FROM contest_disqualification WHERE entry_id = $1 RETURNING entry_id',
        [entryId],
      )) as [object[], number];
      if (rows.length === 0) return;
      await this.audit.record(tx, {
        ...{ actorId, action: 'contest.readmit', subjectType: 'contest-entry', subjectId: entryId },
      });
    });
  }
}
