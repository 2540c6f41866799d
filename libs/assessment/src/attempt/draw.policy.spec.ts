import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newSeed, Random } from '../random/random.js';
import { drawForm, missing, type PoolPart } from './draw.policy.js';

const random = () => new Random(newSeed());
const versions = (tag: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${tag}${index}`);

/** Questions with one to three tags, and rules over those tags. */
const bank = fc
  .record({
    questions: fc.array(
      fc.uniqueArray(fc.constantFrom<string>('x', 'y', 'z'), { minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 24,
      },
    ),
    counts: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)),
    seed: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  })
  .map(({ questions, counts, seed }) => ({
    questions,
    rules: ['x', 'y', 'z']
      .map((tag, index) => ({ tag, count: counts[index] as number }))
      .filter((rule) => rule.count > 0),
    pool: ['x', 'y', 'z'].map((tag) => ({
      tag,
      versions: questions.flatMap((tags, index) => (tags.includes(tag) ? [`q${index}`] : [])),
    })),
    seed: Buffer.from(seed).toString('hex'),
  }));

/** Hall's condition over the three tags: a draw exists exactly when no set of rules wants more than it has. */
function possible(rules: { tag: string; count: number }[], pool: PoolPart[]): boolean {
  const subsets = [1, 2, 3, 4, 5, 6, 7].map((bits) => rules.filter((_, index) => (bits >> index) & 1));
  return subsets.every((subset) => {
    const wanted = subset.reduce((sum, rule) => sum + rule.count, 0);
    const had = new Set(subset.flatMap((rule) => pool.find((part) => part.tag === rule.tag)?.versions ?? []));
    return wanted <= had.size;
  });
}

describe('drawing a form', () => {
  test('takes so many of each tag, none twice, exactly when that is possible', () => {
    fc.assert(
      fc.property(bank, ({ questions, rules, pool, seed }) => {
        const form = drawForm(rules, pool, new Random(seed));
        if (!possible(rules, pool)) return form === null;
        const wanted = rules.reduce((sum, rule) => sum + rule.count, 0);
        if (!form || form.length !== wanted || new Set(form).size !== wanted) return false;
        // Each drawn question can be given to one of the tags it carries, and every count comes out.
        const drawn = form.map((id) => questions[Number(id.slice(1))]!);
        return possible(
          rules,
          rules.map(({ tag }) => ({
            tag,
            versions: drawn.flatMap((tags, index) => (tags.includes(tag) ? [`${index}`] : [])),
          })),
        );
      }),
      { numRuns: 10_000 },
    );
  });

  test('the same seed draws the same form', () => {
    fc.assert(
      fc.property(bank, ({ rules, pool, seed }) => {
        const first = drawForm(rules, pool, new Random(seed));
        const again = drawForm(rules, pool, new Random(seed));
        return JSON.stringify(first) === JSON.stringify(again);
      }),
      { numRuns: 10_000 },
    );
  });

  test('learners get different forms in different orders', () => {
    const pool = [{ tag: 'x', versions: versions('x', 30) }];
    const forms = new Set(
      Array.from({ length: 200 }, () => drawForm([{ tag: 'x', count: 10 }], pool, random())!.join()),
    );
    expect(forms.size).toBe(200);
  });

  test('every question of a tag is drawn equally often', () => {
    const pool = [{ tag: 'x', versions: versions('x', 10) }];
    const drawn = new Map<string, number>();
    const random = new Random('0123456789abcdef0123456789abcdef');
    for (let round = 0; round < 20_000; round++)
      for (const id of drawForm([{ tag: 'x', count: 3 }], pool, random)!)
        drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // 6,000 each; five standard deviations are 324.
    for (const count of drawn.values()) expect(Math.abs(count - 6000)).toBeLessThan(324);
  });

  test('finds the one way where taking the first that fits would fail', () => {
    const pool = [
      { tag: 'x', versions: ['shared', 'only-x'] },
      { tag: 'y', versions: ['shared'] },
    ];
    const rules = [
      { tag: 'x', count: 1 },
      { tag: 'y', count: 1 },
    ];
    for (let round = 0; round < 50; round++)
      expect(drawForm(rules, pool, random())?.sort()).toEqual(['only-x', 'shared']);
  });

  test('two rules of one tag draw from the same questions', () => {
    const pool = [{ tag: 'x', versions: versions('x', 4) }];
    const rules = [
      { tag: 'x', count: 2 },
      { tag: 'x', count: 2 },
    ];
    expect(drawForm(rules, pool, random())?.sort()).toEqual(['x0', 'x1', 'x2', 'x3']);
    expect(drawForm([...rules, { tag: 'x', count: 1 }], pool, random())).toBeNull();
  });

  test('comes section by section, in whichever order the rules stand', () => {
    const pool = [
      { tag: 'x', versions: versions('x', 5) },
      { tag: 'y', versions: versions('y', 5) },
    ];
    const rules = [
      { tag: 'y', count: 2, section: 1 },
      { tag: 'x', count: 3, section: 0 },
    ];
    for (let round = 0; round < 20; round++)
      expect(
        drawForm(rules, pool, random())
          ?.map((id) => id[0])
          .join(''),
      ).toBe('xxxyy');
  });

  test('enemies never meet: exact counts, none twice, one of a group, exactly when that is possible', () => {
    const apart = fc.tuple(bank, fc.array(fc.nat(3), { minLength: 24, maxLength: 24 }));
    fc.assert(
      fc.property(apart, ([{ questions, rules, pool, seed }, sides]) => {
        // Side 0 has no enemies; questions of any other side are each other's.
        const groupOf = (id: string) => sides[Number(id.slice(1))] || id;
        const enemies = [1, 2, 3].map((side) =>
          questions.flatMap((_, index) => (sides[index] === side ? [`q${index}`] : [])),
        );
        const asGroups = (parts: PoolPart[]) =>
          parts.map(({ tag, versions }) => ({ tag, versions: versions.map((id) => `${groupOf(id)}`) }));
        const form = drawForm(rules, pool, new Random(seed), enemies);
        const lacking = missing(rules, pool, enemies).some((count) => count > 0);
        // Hall's condition over groups instead of questions says whether there is a form.
        if (!possible(rules, asGroups(pool))) return form === null && lacking;
        const wanted = rules.reduce((sum, rule) => sum + rule.count, 0);
        if (!form || lacking || form.length !== wanted || new Set(form.map(groupOf)).size !== wanted)
          return false;
        const drawn = pool.map(({ tag, versions }) => ({
          tag,
          versions: versions.filter((id) => form.includes(id)),
        }));
        return possible(rules, drawn);
      }),
      { numRuns: 10_000 },
    );
  });

  test('tells which rules have to do without', () => {
    const pool = [
      { tag: 'x', versions: ['a', 'b', 'c'] },
      { tag: 'y', versions: ['d'] },
    ];
    const rules = [
      { tag: 'x', count: 3 },
      { tag: 'y', count: 2 },
    ];
    expect(missing(rules, pool, [])).toEqual([0, 1]);
    expect(missing(rules, pool, [['a', 'b']])).toEqual([1, 1]);
    expect(missing(rules, pool, [['a', 'd']])).toEqual([0, 2]);
  });
});
