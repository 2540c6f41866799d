import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { TooManyRequests } from '#platform/errors';
import { Siblings } from '#platform/processes';

interface Limit {
  most: number;
  seconds: number;
}

/** Generous: behind one address may sit a whole office. Guesses at one number are few whoever makes them. */
const LIMITS = {
  look: { most: 600, seconds: 60 },
  search: { most: 120, seconds: 60 },
  file: { most: 60, seconds: 60 },
  guess: { most: 20, seconds: 3600 },
} as const satisfies Record<string, Limit>;

export type LimitedAction = keyof typeof LIMITS;

const MOST_KEYS = 50_000;

/** What web processes tell each other: one more guess at this number. */
const GUESSED = 'certificate.guessed';

/**
 * Counts what is asked of the public pages, per address (or number) and fixed window, in this process; guesses in
 * all web processes of the machine.
 */
@Injectable()
export class CheckLimits {
  private readonly windows = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly siblings: Siblings,
  ) {
    siblings.hear(GUESSED, (key) => {
      this.windowOf('guess', key).count += 1;
    });
  }

  /** Counts one; throws TooManyRequests when there were too many. */
  take(action: LimitedAction, key: string): void {
    const window = this.windowOf(action, key);
    window.count += 1;
    if (action === 'guess') this.siblings.tell(GUESSED, key);
    this.refuseBeyond(action, window);
  }

  /** Throws when too many were counted already; counts nothing. */
  check(action: LimitedAction, key: string): void {
    this.refuseBeyond(action, this.windowOf(action, key), 1);
  }

  private refuseBeyond(action: LimitedAction, window: { count: number; endsAt: number }, more = 0): void {
    if (window.count + more <= LIMITS[action].most) return;
    const seconds = Math.ceil((window.endsAt - this.clock.now().getTime()) / 1000);
    throw new TooManyRequests('certificate.too-many-checks', Math.max(1, seconds));
  }

  private windowOf(action: LimitedAction, key: string) {
    const now = this.clock.now().getTime();
    const name = `${action} ${key}`;
    const known = this.windows.get(name);
    if (known && known.endsAt > now) return known;
    if (this.windows.size >= MOST_KEYS) this.forgetEnded(now);
    const window = { count: 0, endsAt: now + LIMITS[action].seconds * 1000 };
    this.windows.set(name, window);
    return window;
  }

  private forgetEnded(now: number): void {
    for (const [name, window] of this.windows) if (window.endsAt <= now) this.windows.delete(name);
    // Still crowded: the oldest go, a tenth at a time, so that memory and work stay bounded whoever asks.
    for (const name of this.windows.keys()) {
      if (this.windows.size <= MOST_KEYS * 0.9) return;
      this.windows.delete(name);
    }
  }
}
