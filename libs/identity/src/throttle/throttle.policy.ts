/** Failed attempts of one address at one account. */
export interface Failures {
  count: number;
  windowStartedAt: Date;
  lockedUntil: Date | null;
}

export const FREE_FAILURES = 5;
const WINDOW_MS = 60 * 60_000;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/**
 * Five failures are free; each further one waits twice as long, from one minute to fifteen. An hour without a new
 * window forgets everything. Locks concern this address alone: nobody can lock another person out.
 */
export function afterFailure(known: Failures | null, now: Date): Failures {
  const over = !known || now.getTime() - known.windowStartedAt.getTime() >= WINDOW_MS;
  const count = over ? 1 : known.count + 1;
  const windowStartedAt = over ? now : known.windowStartedAt;
  if (count < FREE_FAILURES) return { count, windowStartedAt, lockedUntil: null };
  const wait = Math.min(FIRST_LOCK_MS * 2 ** Math.min(count - FREE_FAILURES, 10), LONGEST_LOCK_MS);
  return { count, windowStartedAt, lockedUntil: new Date(now.getTime() + wait) };
}

/** Whole seconds until the next attempt is looked at; 0 when it may come now. */
export function secondsToWait(known: Failures | null, now: Date): number {
  if (!known?.lockedUntil) return 0;
  return Math.max(0, Math.ceil((known.lockedUntil.getTime() - now.getTime()) / 1000));
}
