import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction, runPrepared } from '#platform/database';
import { afterFailure, type Failures, secondsToWait } from './throttle.policy.js';

/** Counts failures per account and address together; the key is a keyed hash, so no address is kept. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  key(subject: string, address: string): Buffer {
    return createHmac('sha256', this.config.secret).update(`throttle:${subject}:${address}`).digest();
  }

  /** Seconds until the next attempt may be made, and whether there is something to forget after a success. */
  async look(key: Buffer): Promise<{ seconds: number; failedBefore: boolean }> {
    const [known] = await runPrepared<Failures>(this.db, { name: 'identity.throttle', text: SELECT }, [key]);
    return { seconds: secondsToWait(known ?? null, this.clock.now()), failedBefore: known !== undefined };
  }

  /** Counts one more failure; returns the seconds to wait after it. */
  async fail(key: Buffer): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      // The row is taken before it is read: two failures at once count as two.
      await tx.query('INSERT INTO sign_in_throttle (key) VALUES ($1) ON CONFLICT (key) DO NOTHING', [key]);
      const rows: Failures[] = await tx.query(`${SELECT} FOR UPDATE`, [key]);
      const now = this.clock.now();
      const next = afterFailure(rows[0]?.count ? rows[0] : null, now);
      await tx.query(
        'UPDATE sign_in_throttle SET failures = $2, window_started_at = $3, locked_until = $4 WHERE key = $1',
        [key, next.count, next.windowStartedAt, next.lockedUntil],
      );
      return secondsToWait(next, now);
    });
  }

  async succeed(key: Buffer): Promise<void> {
    await this.db.query('DELETE FROM sign_in_throttle WHERE key = $1', [key]);
  }
}

const SELECT = `SELECT failures AS count, window_started_at AS "windowStartedAt", locked_until AS "lockedUntil"
  FROM sign_in_throttle WHERE key = $1`;
