import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { runPrepared } from '#platform/database';
import { type Identifier, parseIdentifier } from '../account/identifier.js';
import { Passwords } from '../password/passwords.js';
import { OneAtATime } from '../throttle/one-at-a-time.js';
import { Throttle } from '../throttle/throttle.js';

export interface SignInAttempt {
  identifier: string;
  password: string;
  address: string;
}

export type SignInOutcome =
  | { kind: 'proved'; accountId: string; needsCode: boolean }
  /** Unknown account, wrong password, not activated yet: told alike. */
  | { kind: 'refused' }
  | { kind: 'locked'; seconds: number }
  /** Told only to the one who knows the password. */
  | { kind: 'disabled' };

const findBy = (column: Identifier['kind']) => ({
  name: `identity.find-by-${column}`,
  text: `SELECT a.id, a.password_hash AS "passwordHash", a.status, f.confirmed_at IS NOT NULL AS "secondFactor"
    FROM account a LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.${column} = $1`,
});
const FIND = { phone: findBy('phone'), email: findBy('email'), username: findBy('username') };

interface Credentials {
  id: string;
  passwordHash: string | null;
  status: string;
  secondFactor: boolean;
}

@Injectable()
export class SignIn {
  private readonly turns = new OneAtATime(10);

  constructor(
    private readonly db: DataSource,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
  ) {}

  async attempt(attempt: SignInAttempt): Promise<SignInOutcome> {
    const account = await this.find(attempt.identifier);
    // Phone, e-mail and user name of one account share one count; an unknown name has a count too.
    const subject = account?.id ?? attempt.identifier.normalize('NFKC').trim().toLowerCase();
    const key = this.throttle.key(subject, attempt.address);
    const outcome = await this.turns.run(key.toString('base64'), () => this.judge(account, attempt, key));
    return outcome ?? { kind: 'locked', seconds: 60 };
  }

  private async judge(
    account: Credentials | null,
    attempt: SignInAttempt,
    key: Buffer,
  ): Promise<SignInOutcome> {
    const { seconds, failedBefore } = await this.throttle.look(key);
    if (seconds > 0) return { kind: 'locked', seconds };
    const right = await this.passwords.matches(account?.passwordHash ?? null, attempt.password);
    if (!account || !right) return this.refuse(account, key);
    if (account.status !== 'active') return { kind: 'disabled' };
    if (failedBefore) await this.throttle.succeed(key);
    return { kind: 'proved', accountId: account.id, needsCode: account.secondFactor };
  }

  private async refuse(account: Credentials | null, key: Buffer): Promise<SignInOutcome> {
    const seconds = await this.throttle.fail(key);
    if (seconds === 0) return { kind: 'refused' };
    if (account)
      await this.audit.record(this.db.manager, {
        actorId: null,
        action: 'identity.lock-out',
        subjectType: 'account',
        subjectId: account.id,
        detail: { seconds },
      });
    return { kind: 'locked', seconds };
  }

  private async find(identifier: string): Promise<Credentials | null> {
    const parsed = parseIdentifier(identifier);
    if (!parsed) return null;
    const rows = await runPrepared<Credentials>(this.db, FIND[parsed.kind], [parsed.value]);
    return rows[0] ?? null;
  }
}
