import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#platform/cache';
import { Clock } from '#platform/clock';
import { TooManyRequests } from '#platform/errors';

/** Requests that may come at once, and how many more each second: several times what a quick hand sends. */
const AT_ONCE = 120;
const EACH_SECOND = 2;
const MOST_ATTEMPTS = 20_000;

/**
 * Counts the requests that save answers, by attempt, in this process. Who is stopped waits for a second at most,
 * so that no deadline is missed by it; the browser keeps the answer and sends it again.
 */
@Injectable()
export class AnswerLimits {
  private readonly spent = new BoundedCache<{ requests: number; at: number }>(MOST_ATTEMPTS);

  constructor(private readonly clock: Clock) {}

  /** Throws TooManyRequests when this attempt has sent too many. */
  take(attemptId: string): void {
    const now = this.clock.now().getTime();
    const known = this.spent.get(attemptId);
    const requests = known ? Math.max(0, known.requests - ((now - known.at) / 1000) * EACH_SECOND) : 0;
    if (requests + 1 > AT_ONCE) throw new TooManyRequests('assessment.too-many-saves', 1);
    this.spent.set(attemptId, { requests: requests + 1, at: now });
  }
}
