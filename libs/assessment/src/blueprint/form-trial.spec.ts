import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DrawRule, PoolPart } from '../attempt/draw.policy.js';
import { compareForms, type ItemFacts, trialForms } from './form-trial.js';

const facts = (expected: number, more: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{ component: '1.1', marks: 1, expected, measured: false },
  ...more,
});

type Facts = ReadonlyMap<string, ItemFacts>;
function tryForms(
  name: string,
  rules: DrawRule[],
  pool: PoolPart[],
  enemies: string[][],
  facts: Facts,
  count?: number,
) {
  const forms = trialForms(name, rules, pool, enemies, count);
  return forms && compareForms(forms, facts);
}

/** Questions q0, q1… of which some form has `count`. */
const world = fc
  .record({
    items: fc.array(
      fc.record({
        expected: fc.double({ min: 0, max: 1, noNaN: true }),
        component: fc.constantFrom('1.1', '4.2', null),
        marks: fc.nat(3),
        measured: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ items, share }) => ({
    facts: new Map(items.map((item, index) => [`q${index}`, item])),
    pool: [{ tag: '1', versions: items.map((_, index) => `q${index}`) }],
    count: 1 + Math.floor(share * (items.length - 1)),
  }));

describe('trying forms', () => {
  test('says of the forms what is so of each: bounds, mean and coverage', () => {
    fc.assert(
      fc.property(world, ({ facts, pool, count }) => {
        const rules = [{ tag: '1', count }];
        const trial = tryForms('x', rules, pool, [], facts, 5)!;
        const near = (one: number, other: number) => Math.abs(one - other) < 1e-9;
        const sum = [...trial.coverage.values()].reduce((total, { mean }) => total + mean, 0);
        return (
          trial.scores.length === 5 &&
          trial.scores.every((score) => score >= trial.lowest && score <= trial.highest) &&
          trial.lowest >= 0 &&
          trial.highest <= 100 + 1e-9 &&
          trial.mean >= trial.lowest - 1e-9 &&
          trial.mean <= trial.highest + 1e-9 &&
          near(sum, count) &&
          [...trial.coverage.values()].every(({ fewest, most, mean }) => fewest <= mean && mean <= most)
        );
      }),
      { numRuns: 10_000 },
    );
  });

  test('a form of one hard and one easy question always expects the same; marks weigh', () => {
    const pool = [
      { tag: '1', versions: ['easy'] },
      { tag: '2', versions: ['hard'] },
    ];
    const rules = [
      { tag: '1', count: 1 },
      { tag: '2', count: 1 },
    ];
    const items = new Map([
      ['easy', facts(0.8, { measured: true })],
      ['hard', facts(0.4, { marks: 3, component: '4.2' })],
    ]);
    const trial = tryForms('x', rules, pool, [], items)!;
    expect(trial).toMatchObject({ forms: 200, measured: 0.5 });
    for (const figure of [trial.lowest, trial.highest, trial.mean]) expect(figure).toBeCloseTo(50, 10);
    expect(trial.sd).toBeCloseTo(0, 10);
    expect(trial.coverage.get('4.2')).toEqual({ fewest: 1, most: 1, mean: 1 });
  });

  test('forms from a mixed pool lie apart, the same every time and others for another name', () => {
    const pool = [{ tag: '1', versions: ['a', 'b', 'c', 'd'] }];
    const items = new Map([
      ['a', facts(0.2)],
      ['b', facts(0.4)],
      ['c', facts(0.6)],
      ['d', facts(0.8, { marks: 0 })],
    ]);
    const rules = [{ tag: '1', count: 2 }];
    const trial = tryForms('x', rules, pool, [], items)!;
    expect([trial.lowest, trial.highest]).toEqual([20, 60]);
    expect(trial.sd).toBeGreaterThan(5);
    expect(tryForms('x', rules, pool, [], items)).toEqual(trial);
    expect(tryForms('y', rules, pool, [], items)?.scores).not.toEqual(trial.scores);
    expect(tryForms('x', rules, pool, [['a', 'b', 'c', 'd']], items)).toBeNull();
  });
});
