import type { Random } from '../random/random.js';

/** So many questions of this tag. */
export interface DrawRule {
  tag: string;
  count: number;
}

/** What may be drawn for one tag: question version ids. */
export interface PoolPart {
  tag: string;
  versions: string[];
}

/**
 * Draws for one learner: exactly `count` of each tag, no question twice, in random order. The same rules, pool
 * and random numbers give the same form. Null when no such choice exists.
 */
export function drawForm(rules: DrawRule[], pool: PoolPart[], random: Random): string[] | null {
  const owner = new Map<string, number>();
  const slots = rules.flatMap((rule) => {
    const versions = pool.find((part) => part.tag === rule.tag)?.versions ?? [];
    return Array.from({ length: rule.count }, () => versions);
  });
  const shuffled = new Map(pool.map((part) => [part.versions, random.shuffle(part.versions)]));
  for (let slot = 0; slot < slots.length; slot++)
    if (!place(slot, (each) => shuffled.get(slots[each] ?? []) ?? [], owner, new Set())) return null;
  return random.shuffle([...owner.keys()]);
}

/**
 * Gives the slot a free question, or one whose slot can take another: a question may carry several tags, and
 * drawing greedily would then sometimes fail where a choice exists (Kuhn's augmenting paths).
 */
function place(
  slot: number,
  candidates: (slot: number) => string[],
  owner: Map<string, number>,
  tried: Set<string>,
): boolean {
  const free = candidates(slot).find((version) => !owner.has(version));
  if (free !== undefined) {
    owner.set(free, slot);
    return true;
  }
  for (const version of candidates(slot)) {
    if (tried.has(version)) continue;
    tried.add(version);
    if (place(owner.get(version) as number, candidates, owner, tried)) {
      owner.set(version, slot);
      return true;
    }
  }
  return false;
}
