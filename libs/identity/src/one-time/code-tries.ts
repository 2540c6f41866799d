import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError, TooManyRequests } from '#platform/errors';
import { OneAtATime } from '../throttle/one-at-a-time.js';
import { Throttle } from '../throttle/throttle.js';
import { OneTimeSecrets } from './one-time-secrets.js';

/** Milliseconds that each wrong code of an address waits, one after the other. */
const PAUSE = 250;
const MOST_WAITING = 20;

/** Where a code is typed. */
export interface Typist {
  address: string;
  /** What the browser is known by before anybody signs in on it. */
  browser: string;
}

/**
 * How often codes may be tried. A code that belongs to an account, used up or too old, counts for that account and
 * the address; one that belongs to nobody, for the browser and the address: after five they are told alike to wait,
 * and colleagues behind the same address go on. Wrong codes of one address are answered four a second at most, so
 * that trying out 58 bits is hopeless without locking anybody out.
 */
@Injectable()
export class CodeTries {
  private readonly turns = new OneAtATime(MOST_WAITING);

  constructor(
    private readonly secrets: OneTimeSecrets,
    private readonly throttle: Throttle,
  ) {}

  /** Does `work` with what was typed; its refusals count. */
  async with<T>(typed: string, { address, browser }: Typist, work: () => Promise<T>): Promise<T> {
    const secret = await this.secrets.find(typed);
    const key = this.throttle.key(`one-time:${secret?.accountId ?? browser}`, address);
    const { seconds, failedBefore } = await this.throttle.look(key);
    if (seconds > 0) throw new TooManyRequests('identity.secret-locked', seconds);
    try {
      const done = await work();
      if (failedBefore) await this.throttle.succeed(key);
      return done;
    } catch (error) {
      if (error instanceof DomainError) await this.miss(key, address);
      throw error;
    }
  }

  private async miss(key: Buffer, address: string): Promise<void> {
    const answered = await this.turns.run(address, async () => {
      await this.throttle.fail(key);
      await pause(PAUSE);
      return true;
    });
    if (!answered) throw new TooManyRequests('identity.secret-locked', 60);
  }
}
