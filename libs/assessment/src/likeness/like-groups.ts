import { setImmediate as breath } from 'node:timers/promises';
import { LikeIndex } from './like-index.js';

/** From this share of common trigrams on two questions are shown as much the same. */
export const ALIKE = 0.6;
/** From here on somebody who adds one is asked whether it is meant. */
export const NEARLY_EQUAL = 0.8;

export const percentOf = (share: number): number => Math.round(100 * share);

export interface Grouped {
  key: string;
  /** Number of its group, from 1. */
  group: number;
  /** How much it shares with the nearest of its group. */
  percent: number;
}

/**
 * Texts in groups: each is like another one of its group, directly or by way of others; what is like none is left out.
 * Others come to their turn every few texts. `progress` may throw to end it.
 */
export async function likeGroups(
  texts: { key: string; words: string }[],
  progress: (done: number) => Promise<void> = async () => {},
): Promise<Grouped[]> {
  const index = new LikeIndex();
  const parents = new Map<string, string>();
  const nearest = new Map<string, number>();
  const top = (key: string): string => {
    let at = key;
    while (parents.get(at)! !== at) {
      parents.set(at, parents.get(parents.get(at)!)!);
      at = parents.get(at)!;
    }
    return at;
  };
  for (const [at, { key, words }] of texts.entries()) {
    parents.set(key, key);
    for (const { key: other, share } of index.like(words, ALIKE)) {
      parents.set(top(key), top(other));
      for (const each of [key, other]) nearest.set(each, Math.max(share, nearest.get(each) ?? 0));
    }
    index.add(key, words);
    if (at % 20 === 19) await breath();
    if (at % 500 === 499) await progress(at + 1);
  }
  const numbers = new Map<string, number>();
  return [...nearest].map(([key, share]) => {
    const head = top(key);
    if (!numbers.has(head)) numbers.set(head, numbers.size + 1);
    return { key, group: numbers.get(head)!, percent: percentOf(share) };
  });
}
