import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { InvalidInput, TooManyRequests } from '#platform/errors';
import { OneAtATime } from '../throttle/one-at-a-time.js';
import { Throttle } from '../throttle/throttle.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactors } from './second-factors.js';

export interface TypedCode {
  accountId: string;
  code: string;
  /** Where it was typed: failures count per account and address, so that nobody is locked out from elsewhere. */
  address: string;
}

/** Judging typed codes, one at a time and only so many. */
@Injectable()
export class CodeCheck {
  private readonly turns = new OneAtATime(10);

  constructor(
    private readonly db: DataSource,
    private readonly factors: SecondFactors,
    private readonly recovery: RecoveryCodes,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
  ) {}

  /** A code of the generator, then `work` in the same transaction. Refuses a wrong one as the error of its field. */
  generated<T>(typed: TypedCode, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.judge(typed, (tx) => this.factors.takeCode(tx, typed.accountId, typed.code), work);
  }

  /** A code of the generator or one from the paper. */
  any<T>(typed: TypedCode, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { accountId, code } = typed;
    const right = async (tx: EntityManager) =>
      (await this.factors.takeCode(tx, accountId, code)) || this.recover(tx, accountId, code);
    return this.judge(typed, right, work);
  }

  private async judge<T>(
    { accountId, address }: TypedCode,
    right: (tx: EntityManager) => Promise<boolean>,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const key = this.throttle.key(`second-factor:${accountId}`, address);
    const answer = await this.turns.run(key.toString('base64'), async () => {
      const { seconds, failedBefore } = await this.throttle.look(key);
      if (seconds > 0) throw new TooManyRequests('identity.second-factor-locked', seconds);
      const done = await inTransaction(this.db, async (tx) => ((await right(tx)) ? [await work(tx)] : null));
      if (!done) {
        await this.throttle.fail(key);
        throw new InvalidInput([{ field: 'code', code: 'identity.second-factor-wrong' }]);
      }
      if (failedBefore) await this.throttle.succeed(key);
      return done as [T];
    });
    if (!answer) throw new TooManyRequests('identity.second-factor-locked', 60);
    return answer[0];
  }

  private async recover(tx: EntityManager, accountId: string, code: string): Promise<boolean> {
    if (!(await this.recovery.use(tx, accountId, code))) return false;
    await this.audit.record(tx, {
      actorId: accountId,
      action: 'identity.use-recovery-code',
      subjectType: 'account',
      subjectId: accountId,
      detail: { left: await this.recovery.left(tx, accountId) },
    });
    return true;
  }
}
