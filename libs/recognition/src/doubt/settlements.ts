import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { Steps } from '../application/steps.js';
import { Standings } from '../standing/standings.js';

export interface DoubtRow {
  id: string;
  applicationId: string;
  name: string;
  serial: string;
  group: string;
  confirmedAt: Date;
  foundAt: Date;
}

interface Found {
  id: string;
  applicationId: string;
  accountId: string;
  group: string;
  status: string;
}

/** What people decide about confirmations that were given: keep one under doubt, or end one. Scope in every query. */
@Injectable()
export class Settlements {
  constructor(
    private readonly db: DataSource,
    private readonly steps: Steps,
    private readonly standings: Standings,
    private readonly audit: Audit,
  ) {}

  /** Under doubt, the longest waiting first. */
  list(scope: readonly string[], limit: number): Promise<DoubtRow[]> {
    return this.db.query(
      `SELECT r.id, r.application_id AS "applicationId", r.facts ->> 'name' AS name, r.serial, r.target_group AS "group",
         r.confirmed_at AS "confirmedAt", max(d.found_at) AS "foundAt"
       FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
       JOIN recognition_doubt d ON d.recognition_id = r.id AND d.restored_at IS NULL
       WHERE r.status = 'doubted' AND u.path <@ ANY ($1::ltree[]) GROUP BY r.id ORDER BY "foundAt" LIMIT $2`,
      [scope, limit],
    );
  }

  async count(scope: readonly string[]): Promise<number> {
    const [row] = await this.db.query(
      `SELECT count(*)::int AS n FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
       WHERE r.status = 'doubted' AND u.path <@ ANY ($1::ltree[])`,
      [scope],
    );
    return row.n;
  }

  /** Lets one under doubt stand; it is asked again only when something else goes too. */
  async keep(
    applicationId: string,
    reason: string,
    scope: readonly string[],
    actorId: string,
  ): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const found = await this.lock(tx, applicationId, scope, actorId);
      if (found.status !== 'doubted') throw new DomainError('recognition.not-doubted');
      await tx.query(
        `UPDATE recognition_doubt SET kept_at = now(), kept_by = $2, kept_reason = $3
         WHERE recognition_id = $1 AND restored_at IS NULL AND kept_at IS NULL`,
        [found.id, actorId, reason],
      );
      await tx.query(`UPDATE recognition SET status = 'valid' WHERE id = $1`, [found.id]);
      await this.settle(tx, found, 'kept', 'recognition.keep', reason, actorId);
    });
  }

  /** For good; the person may apply again. */
  async end(applicationId: string, reason: string, scope: readonly string[], actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const found = await this.lock(tx, applicationId, scope, actorId);
      if (found.status !== 'valid' && found.status !== 'doubted')
        throw new DomainError('recognition.not-living');
      await tx.query(
        `UPDATE recognition SET status = 'ended', ended_by = $2, ended_at = now(), end_reason = $3 WHERE id = $1`,
        [found.id, actorId, reason],
      );
      await this.settle(tx, found, 'ended', 'recognition.end', reason, actorId);
    });
  }

  private async lock(tx: EntityManager, applicationId: string, scope: readonly string[], actorId: string) {
    const rows: Found[] = isUuid(applicationId)
      ? await tx.query(
          `SELECT r.id, r.application_id AS "applicationId", r.account_id AS "accountId", r.target_group AS "group", r.status
           FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
           WHERE r.application_id = $1 AND u.path <@ ANY ($2::ltree[]) FOR UPDATE OF r`,
          [applicationId, scope],
        )
      : [];
    if (!rows[0]) throw new NotFound();
    if (rows[0].accountId === actorId) throw new DomainError('recognition.own-application');
    return rows[0];
  }

  private async settle(
    tx: EntityManager,
    { id, applicationId, accountId, group }: Found,
    step: 'kept' | 'ended',
    action: 'recognition.keep' | 'recognition.end',
    reason: string,
    actorId: string,
  ): Promise<void> {
    await this.steps.add(tx, applicationId, step, actorId, reason);
    await this.standings.refresh(tx, accountId, group);
    await this.audit.record(tx, { actorId, action, subjectType: 'recognition', subjectId: id });
  }
}
