import { Random } from '../random/random.js';

/** So many questions of this tag, or of this row of a blueprint, which `tag` then numbers. */
export interface DrawRule {
  tag: string;
  count: number;
  of?: Criteria;
  /** Place, from 0, of the section it belongs to; left out where the quiz is one piece. */
  section?: number;
}

/** What a row of a blueprint asks of a question; what is left out does not matter. */
export interface Criteria {
  component?: string;
  level?: number;
  difficulty?: number;
  tag?: string;
  /** Its id; folders below it count. */
  folder?: string;
}

/** What may be drawn for one rule: question version ids. */
export interface PoolPart {
  tag: string;
  versions: string[];
}

/**
 * Draws for one learner: exactly `count` of each rule, no question twice, at most one of each group of `enemies`
 * (groups share no question), in random order within each section. The same rules, pool and random numbers give the
 * same form. Null when no such choice exists.
 */
export function drawForm(
  rules: DrawRule[],
  pool: PoolPart[],
  random: Random,
  enemies: string[][] = [],
): string[] | null {
  const form = chosen(rules, pool, random, enemies);
  if (form.includes(null)) return null;
  const sections = rules.flatMap(({ count, section }) => Array.from({ length: count }, () => section ?? 0));
  return [...new Set(sections)]
    .sort((a, b) => a - b)
    .flatMap((section) => random.shuffle((form as string[]).filter((_, slot) => sections[slot] === section)));
}

/** How many questions each rule has to do without when as many as possible are placed. */
export function missing(rules: DrawRule[], pool: PoolPart[], enemies: string[][]): number[] {
  const form = chosen(rules, pool, new Random('0'.repeat(32)), enemies);
  let from = 0;
  return rules.map(({ count }) => {
    const part = form.slice(from, from + count);
    from += count;
    return part.filter((version) => version === null).length;
  });
}

/** A question for each place of the rules in their order, null for a place that nothing is left for. */
function chosen(rules: DrawRule[], pool: PoolPart[], random: Random, enemies: string[][]) {
  const groups = new Map(enemies.flatMap((group, index) => group.map((version) => [version, `${index}`])));
  // What is taken is a group: a question without enemies is one of its own.
  const groupOf = (version: string) => groups.get(version) ?? version;
  const taken = new Map<string, Taken>();
  const slots = rules.flatMap((rule) => {
    const versions = pool.find((part) => part.tag === rule.tag)?.versions ?? [];
    return Array.from({ length: rule.count }, () => versions);
  });
  const shuffled = new Map(pool.map((part) => [part.versions, random.shuffle(part.versions)]));
  const search = { groupOf, taken, candidates: (each: number) => shuffled.get(slots[each] ?? []) ?? [] };
  for (let slot = 0; slot < slots.length; slot++) place(slot, search, new Set());
  const form = slots.map((): string | null => null);
  for (const { slot, version } of taken.values()) form[slot] = version;
  return form;
}

interface Taken {
  slot: number;
  version: string;
}

interface Search {
  candidates: (slot: number) => string[];
  groupOf: (version: string) => string;
  /** By group. */
  taken: Map<string, Taken>;
}

/**
 * Gives the slot a free question, or one whose slot can take another: a question may carry several tags, and
 * drawing greedily would then sometimes fail where a choice exists (Kuhn's augmenting paths).
 */
function place(slot: number, search: Search, tried: Set<string>): boolean {
  const { taken, groupOf } = search;
  const candidates = search.candidates(slot);
  const free = candidates.find((version) => !taken.has(groupOf(version)));
  if (free !== undefined) {
    taken.set(groupOf(free), { slot, version: free });
    return true;
  }
  for (const version of candidates) {
    const group = groupOf(version);
    if (tried.has(group)) continue;
    tried.add(group);
    if (place((taken.get(group) as Taken).slot, search, tried)) {
      taken.set(group, { slot, version });
      return true;
    }
  }
  return false;
}
