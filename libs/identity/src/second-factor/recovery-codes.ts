import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { newCode, parseCode } from '../one-time/one-time-code.js';

const COUNT = 10;

/** For the day the phone is lost: ten codes on paper, each good once. Only keyed hashes are kept. */
@Injectable()
export class RecoveryCodes {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Replaces those there were; what is returned is kept nowhere. */
  async issue(tx: EntityManager, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, newCode);
    await tx.query('DELETE FROM recovery_code WHERE account_id = $1', [accountId]);
    await tx.query('INSERT INTO recovery_code (account_id, code_hash) SELECT $1, unnest($2::bytea[])', [
      accountId,
      codes.map((code) => this.hash(accountId, code)),
    ]);
    return codes;
  }

  /** Uses up the code that was typed; false when it is none of this account's, or was used. */
  async use(tx: EntityManager, accountId: string, typed: string): Promise<boolean> {
    const code = parseCode(typed);
    if (!code) return false;
    const [, used]: [unknown, number] = await tx.query(
      'UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL',
      [accountId, this.hash(accountId, code), this.clock.now()],
    );
    return used === 1;
  }

  async left(tx: Pick<EntityManager, 'query'>, accountId: string): Promise<number> {
    const [row] = await tx.query(
      'SELECT count(*)::int AS n FROM recovery_code WHERE account_id = $1 AND used_at IS NULL',
      [accountId],
    );
    return row.n;
  }

  private hash(accountId: string, code: string): Buffer {
    return createHmac('sha256', this.config.secret).update(`recovery-code:${accountId}:${code}`).digest();
  }
}
