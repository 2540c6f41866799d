import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { DomainError, Forbidden, NotFound } from '#platform/errors';
import type { Actor, Role } from '#platform/http';
import { newId } from '#platform/ids';
import { Account } from '../account/account.entity.js';
import { type IssuedSecret, OneTimeSecrets } from '../one-time/one-time-secrets.js';
import { mayGive } from '../role/granting.policy.js';
import { RoleGrant } from '../role/role-grant.entity.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { Sessions } from '../session/sessions.js';
import { ManagedAccounts } from './managed-accounts.js';

/** What one person may do to another's account; each act is judged, done and written down in one transaction. */
@Injectable()
export class AccountAdministration {
  constructor(
    private readonly accounts: ManagedAccounts,
    private readonly secrets: OneTimeSecrets,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async disable(actor: Actor, id: string): Promise<void> {
    await this.accounts.act(actor, id, 'identity.disable-account', async (tx) => {
      await this.changeAccount(tx, id, (account) => account.disable());
      await this.sessions.endAll(id, tx);
    });
  }

  async enable(actor: Actor, id: string): Promise<void> {
    await this.accounts.act(actor, id, 'identity.enable-account', (tx) =>
      this.changeAccount(tx, id, (account) => account.enable()),
    );
  }

  /** The person signs in again with the new right: a session never grows in power. */
  async grant(
    actor: Actor,
    id: string,
    role: Role,
    unit: { id: string; path: string; code: string },
  ): Promise<void> {
    if (!mayGive(actor, role, unit.path)) throw new Forbidden();
    const detail = { role, unit: unit.code };
    await this.accounts.act(
      actor,
      id,
      'identity.grant-role',
      async (tx) => {
        const added: unknown[] = await tx.query(
          `INSERT INTO role_grant (id, account_id, role, unit_id, granted_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account_id, role, unit_id) WHERE revoked_at IS NULL DO NOTHING RETURNING id`,
          [newId(), id, role, unit.id, actor.accountId],
        );
        if (added.length === 0) throw new DomainError('identity.role-already-granted');
        await this.sessions.endAll(id, tx);
      },
      detail,
    );
  }

  async revoke(actor: Actor, id: string, grantId: string): Promise<void> {
    await this.accounts.act(
      actor,
      id,
      'identity.revoke-role',
      async (tx) => {
        const grant = await tx.findOneBy(RoleGrant, { id: grantId, accountId: id });
        if (!grant) throw new NotFound();
        grant.revoke(this.clock.now());
        await tx.save(grant);
        await this.sessions.endAll(id, tx);
      },
      { grant: grantId },
    );
  }

  /** For activation while the account waits, else to choose a new password. Shown once. */
  async issueCode(actor: Actor, id: string): Promise<IssuedSecret & { activation: boolean }> {
    let issued: IssuedSecret | undefined;
    let activation = false;
    await this.accounts.act(actor, id, 'identity.issue-code', async (tx, account) => {
      if (account.status === 'disabled') throw new DomainError('identity.account-disabled', {}, 403);
      activation = account.status === 'pending';
      [issued] = await this.secrets.issue(
        tx,
        [id],
        activation ? 'activation' : 'password-reset',
        actor.accountId,
      );
    });
    if (!issued) throw new NotFound();
    return { ...issued, activation };
  }

  /** The person lost the phone: they sign in with the password alone, and set a new one up. */
  async removeSecondFactor(actor: Actor, id: string): Promise<void> {
    await this.accounts.act(actor, id, 'identity.reset-second-factor', async (tx) => {
      if (!(await this.factors.remove(tx, id))) throw new DomainError('identity.no-second-factor');
      await this.sessions.endAll(id, tx);
    });
  }

  private async changeAccount(
    tx: EntityManager,
    id: string,
    change: (account: Account) => void,
  ): Promise<void> {
    const account = await tx.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!account) throw new NotFound();
    change(account);
    await tx.save(account);
  }
}
