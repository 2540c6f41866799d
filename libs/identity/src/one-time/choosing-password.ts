import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { Account } from '../account/account.entity.js';
import { passwordWeakness } from '../password/password.policy.js';
import { Passwords } from '../password/passwords.js';
import { PersonRepository } from '../person/person.repository.js';
import { Sessions } from '../session/sessions.js';
import type { SecretPurpose } from './one-time-secret.entity.js';
import { OneTimeSecrets } from './one-time-secrets.js';

export interface SecretHolder {
  accountId: string;
  purpose: SecretPurpose;
  name: string;
  signInName: string | null;
}

/** Choosing a password, by a one-time secret or with the old one. */
@Injectable()
export class ChoosingPassword {
  constructor(
    private readonly db: DataSource,
    private readonly secrets: OneTimeSecrets,
    private readonly passwords: Passwords,
    private readonly persons: PersonRepository,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Whose secret this is. Refuses one that is unknown (404), used or expired (410). */
  async holder(given: string): Promise<SecretHolder> {
    const secret = await this.secrets.find(given);
    if (!secret) throw new NotFound('identity.secret-unknown');
    const state = secret.stateAt(this.clock.now());
    if (state !== 'valid') throw new DomainError(`identity.secret-${state}`, {}, 410);
    const [person] = await this.persons.byIds([secret.accountId]);
    if (!person) throw new NotFound('identity.secret-unknown');
    if (person.status === 'disabled') throw new DomainError('identity.account-disabled', {}, 403);
    const { accountId, fullName: name, signInName } = person;
    return { accountId, purpose: secret.purpose, name, signInName };
  }

  /** Uses the secret up. Whoever else is signed in as this person is not any more. Returns the account. */
  async withSecret(given: string, password: string): Promise<string> {
    const holder = await this.holder(given);
    await this.refuseWeak(holder.accountId, password);
    const hash = await this.passwords.hash(password);
    await inTransaction(this.db, async (tx) => {
      const secret = await this.secrets.find(given, tx, true);
      if (!secret) throw new NotFound('identity.secret-unknown');
      secret.use(this.clock.now());
      await tx.save(secret);
      await this.store(tx, holder.accountId, hash, null, holder.purpose);
    });
    this.sessions.forget(holder.accountId);
    return holder.accountId;
  }

  /** Ends all other sessions of the account. The old password must have been checked by the caller. */
  async change(accountId: string, password: string): Promise<void> {
    await this.refuseWeak(accountId, password);
    const hash = await this.passwords.hash(password);
    await inTransaction(this.db, (tx) => this.store(tx, accountId, hash, accountId, 'change'));
    this.sessions.forget(accountId);
  }

  private async refuseWeak(accountId: string, password: string): Promise<void> {
    const [person] = await this.persons.byIds([accountId]);
    const about = [person?.fullName, person?.phone, person?.email?.split('@')[0], person?.signInName];
    const weakness = passwordWeakness(
      password,
      about.map((each) => each ?? null),
    );
    if (weakness) throw new InvalidInput([{ field: 'password', code: weakness }]);
  }

  private async store(tx: EntityManager, accountId: string, hash: string, by: string | null, way: string) {
    const account = await tx.findOne(Account, {
      where: { id: accountId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!account) throw new NotFound();
    account.choosePassword(hash);
    await tx.save(account);
    await this.sessions.endAll(accountId, tx);
    await this.audit.record(tx, {
      actorId: by ?? accountId,
      action: 'identity.choose-password',
      subjectType: 'account',
      subjectId: accountId,
      detail: { way },
    });
  }
}
