/** What of an index says much the same. */
export interface Match {
  key: string;
  /** Common trigrams among all of both, 0 to 1: `similarity` of pg_trgm. */
  share: number;
}

/** Trigrams of folded words as pg_trgm makes them: each word with two spaces before and one behind. */
export function trigramsOf(words: string): Set<string> {
  const found = new Set<string>();
  for (const word of words.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  }
  return found;
}

/** Texts by their trigrams, in memory: thousands are compared with each other in a second or two. */
export class LikeIndex {
  private readonly keys: string[] = [];
  private readonly sizes: number[] = [];
  private readonly holders = new Map<string, number[]>();

  add(key: string, words: string): void {
    const trigrams = trigramsOf(words);
    const place = this.keys.push(key) - 1;
    this.sizes.push(trigrams.size);
    for (const trigram of trigrams) {
      const holders = this.holders.get(trigram);
      if (holders) holders.push(place);
      else this.holders.set(trigram, [place]);
    }
  }

  /** All that share at least so much with `words`, in the order they were added. */
  like(words: string, least: number): Match[] {
    const trigrams = trigramsOf(words);
    const common = new Uint16Array(this.keys.length);
    for (const trigram of trigrams) {
      const holders = this.holders.get(trigram) ?? [];
      for (let at = 0; at < holders.length; at += 1) common[holders[at]!]! += 1;
    }
    const found: Match[] = [];
    for (let place = 0; place < common.length; place += 1) {
      const both = common[place]!;
      const share = both / (trigrams.size + this.sizes[place]! - both);
      if (share >= least) found.push({ key: this.keys[place]!, share });
    }
    return found;
  }
}
