import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COUNTED_MARKS, countedMark, nextStart, plainRules } from './retakes.policy.js';

const PASS = 70;
const marks = (...scores: (number | null)[]) =>
  scores.map((scoreBp, index) => ({
    ...{ number: index + 1, scoreBp },
    passed: scoreBp === null ? null : scoreBp >= PASS * 100,
  }));
const someMarks = fc
  .array(fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null, freq: 6 }), { maxLength: 8 })
  .map((scores) => marks(...scores));

describe('the mark that counts', () => {
  test.each([
    ['highest', [5000, 9000, 6000], 9000, true],
    ['latest', [9000, 6999], 6999, false],
    ['latest', [6000, null], 6000, false],
    ['first', [6000, 9000], 6000, false],
    ['average', [6999, 7001], 7000, true],
    ['average', [6999, 7000], 6999, false],
  ] as const)('%s of %j: %d, passed %s', (rule, scores, scoreBp, passed) => {
    expect(countedMark(rule, marks(...scores), PASS)).toMatchObject({ scoreBp, passed });
  });

  test('no mark, no result; no other attempt stands in for an ungraded first one', () => {
    for (const rule of COUNTED_MARKS) expect(countedMark(rule, marks(null), PASS)).toBeNull();
    expect(countedMark('first', marks(null, 9000), PASS)).toBeNull();
  });

  test('lies between the lowest and the highest, does not depend on their order, and passes as it reads', () => {
    fc.assert(
      fc.property(someMarks, fc.constantFrom(...COUNTED_MARKS), fc.gen(), (attempts, rule, gen) => {
        const counted = countedMark(rule, attempts, PASS);
        const scores = attempts.flatMap(({ scoreBp }) => scoreBp ?? []);
        if (!counted) return scores.length === 0 || (rule === 'first' && attempts[0]?.scoreBp === null);
        const mixed = [...attempts].sort(() => gen(fc.integer, { min: -1, max: 1 }));
        const again = countedMark(rule, mixed, PASS);
        if (again?.scoreBp !== counted.scoreBp || again.passed !== counted.passed) return false;
        if (counted.scoreBp < Math.min(...scores) || counted.scoreBp > Math.max(...scores)) return false;
        return counted.passed === counted.scoreBp >= PASS * 100;
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the waiting time', () => {
  test('runs from the end of the last attempt, whatever the order they come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.date({ noInvalidDate: true, max: new Date('2100-01-01') }), { nil: null }), {
          maxLength: 6,
        }),
        fc.integer({ min: 0, max: 43_200 }),
        (ends, waitMinutes) => {
          const start = nextStart(
            { ...plainRules(3), waitMinutes },
            ends.map((submittedAt) => ({ submittedAt })),
          );
          const known = ends.flatMap((end) => end?.getTime() ?? []);
          if (waitMinutes === 0 || known.length === 0) return start === null;
          return known.every((end) => start!.getTime() - end >= waitMinutes * 60_000);
        },
      ),
      { numRuns: 10_000 },
    );
    const rules = { ...plainRules(3), waitMinutes: 90 };
    expect(nextStart(rules, [{ submittedAt: new Date(60_000) }, { submittedAt: new Date(0) }])).toEqual(
      new Date(60_000 + 90 * 60_000),
    );
  });
});
