import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { Steps } from '../application/steps.js';
import { Standings } from '../standing/standings.js';

const MOST = 500;

/** Ends confirmations whose last day is over. */
@Injectable()
export class Expiry {
  constructor(
    private readonly db: DataSource,
    private readonly steps: Steps,
    private readonly standings: Standings,
  ) {}

  /** Returns how many expired; the rest of a large number with the next call. */
  async run(): Promise<number> {
    const due: { id: string; accountId: string }[] = await this.db.query(
      `SELECT id, account_id AS "accountId" FROM recognition
       WHERE status IN ('valid', 'doubted') AND valid_until < ${TODAY} ORDER BY id LIMIT $1`,
      [MOST],
    );
    for (const { id, accountId } of due)
      await inTransaction(this.db, async (tx) => {
        await tx.query('SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
        const [[row]] = await tx.query(
          `UPDATE recognition SET status = 'expired' WHERE id = $1 AND status IN ('valid', 'doubted')
           RETURNING application_id AS "applicationId", target_group AS "group"`,
          [id],
        );
        if (!row) return;
        await this.steps.add(tx, row.applicationId, 'expired', null);
        await this.standings.refresh(tx, accountId, row.group);
      });
    return due.length;
  }
}
