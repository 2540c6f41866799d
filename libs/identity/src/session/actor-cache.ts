import type { Actor } from '#platform/http';

/** How long another process may still let in somebody who was just disabled here. */
const FRESH_MS = 2_000;
const MOST = 20_000;

/**
 * Who was behind a token a moment ago: a page and its fragments ask within milliseconds. A change in this process
 * takes effect at once, in the others of the machine as soon as they hear of it; one made elsewhere within two seconds.
 */
export class ActorCache {
  private entries = new Map<string, { actor: Actor; until: number }>();
  /** Rises with every change, so that an answer read before the change is not kept after it. */
  generation = 0;

  get(tokenHash: Buffer): Actor | null {
    const entry = this.entries.get(tokenHash.toString('base64'));
    return entry && entry.until > performance.now() ? entry.actor : null;
  }

  put(tokenHash: Buffer, actor: Actor, generation: number): void {
    if (generation !== this.generation) return;
    if (this.entries.size >= MOST) this.entries = new Map();
    this.entries.set(tokenHash.toString('base64'), { actor, until: performance.now() + FRESH_MS });
  }

  forget(accountId: string): void {
    this.generation += 1;
    for (const [key, { actor }] of this.entries) if (actor.accountId === accountId) this.entries.delete(key);
  }
}
