import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { Forbidden, NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { ACCOUNT_ADMINS, mayManage } from '../role/granting.policy.js';
import { Sessions } from '../session/sessions.js';
import { type AccountDetail, AdministrationRepository } from './administration.repository.js';

/** ltree roots of the units whose accounts this person administers. */
export const scopeOf = (actor: Actor): string[] => scopePaths(actor, ...ACCOUNT_ADMINS);

/** The accounts of one's units: which one sees, which one manages, and acts on them. */
@Injectable()
export class ManagedAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly repository: AdministrationRepository,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /** Outside the units of the actor it is as if it were not there. */
  async find(actor: Actor, id: string, tx?: EntityManager): Promise<AccountDetail> {
    const account = isUuid(id) ? await this.repository.find(id, scopeOf(actor), tx) : null;
    if (!account) throw new NotFound();
    return account;
  }

  async manageable(actor: Actor, id: string, tx?: EntityManager): Promise<AccountDetail> {
    const account = await this.find(actor, id, tx);
    if (!mayManage(actor, account)) throw new Forbidden();
    return account;
  }

  /** Judged, done and written down in one transaction. */
  async act(
    actor: Actor,
    id: string,
    action: string,
    work: (tx: EntityManager, account: AccountDetail) => Promise<void>,
    detail: Record<string, string> = {},
  ): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await work(tx, await this.manageable(actor, id, tx));
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action,
        subjectType: 'account',
        subjectId: id,
        detail,
      });
    });
    this.sessions.forget(id);
  }
}
