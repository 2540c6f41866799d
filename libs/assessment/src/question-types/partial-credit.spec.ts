import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { examplesOf } from './examples.js';
import { questionTypes, UNITS_PER_MARK } from './index.js';
import { Kprim } from './kprim/kprim.js';
import { MultipleChoice } from './multiple/multiple.js';
import { MOST_PARTS } from './question-type.js';

const RUNS = { numRuns: 10_000 };
const ids = 'abcdefghijkl'.split('');

/** Parts of which each is right or wrong, and what a learner makes of each. */
const parts = fc.array(fc.record({ right: fc.boolean(), taken: fc.boolean() }), {
  minLength: 2,
  maxLength: MOST_PARTS,
});

const cases = questionTypes.flatMap((type) =>
  examplesOf(type.code).map((example, index) => {
    const body = type.body.parse(example.body);
    const scoring = (body as { scoring?: string }).scoring;
    return { name: `${type.code}, example ${index + 1}`, type, body, scoring };
  }),
);

describe.each(cases)('$name', ({ type, body, scoring }) => {
  test('more of the right answer never earns less; where parts have shares, each earns its own', () => {
    const right = type.right(body);
    const units = (answer: string[]) => type.grade(body, answer) as number;
    const max = type.marks(body) * UNITS_PER_MARK;
    fc.assert(
      fc.property(fc.subarray(right), fc.subarray(right), (some, others) => {
        const more = right.filter((part) => some.includes(part) || others.includes(part));
        const shares = some.reduce((sum, part) => sum + units([part]), 0);
        return (
          units(some) <= units(more) &&
          (some.length < right.length || units(some) === max) &&
          (scoring !== 'partial' || units(some) === shares)
        );
      }),
      RUNS,
    );
  });
});

describe('several right options', () => {
  const type = new MultipleChoice();
  const whole = parts.filter(
    (given) => given.some(({ right }) => right) && given.some(({ right }) => !right),
  );
  const grade = (given: { right: boolean; taken: boolean }[], scoring: 'partial' | 'exact') =>
    type.grade(
      {
        options: given.map(({ right }, index) => ({ id: ids[index]!, text: ids[index]!, correct: right })),
        scoring,
      },
      ids.filter((_, index) => given[index]?.taken),
    );

  test('earn a share each, of which each wrong one takes one back, down to nothing', () => {
    fc.assert(
      fc.property(whole, (given) => {
        const hits = given.filter(({ right, taken }) => right && taken).length;
        const misses = given.filter(({ right, taken }) => !right && taken).length;
        const all = given.filter(({ right }) => right).length;
        const units = grade(given, 'partial');
        // Multiplied out: no fraction is rounded.
        return (
          Number.isInteger(units) && units * all === UNITS_PER_MARK * (hits > misses ? hits - misses : 0)
        );
      }),
      RUNS,
    );
  });

  test('all or nothing: exactly the right ones', () => {
    fc.assert(
      fc.property(whole, (given) => {
        const exact = given.every(({ right, taken }) => right === taken);
        return grade(given, 'exact') === (exact ? UNITS_PER_MARK : 0);
      }),
      RUNS,
    );
  });
});

test('statements that are true or false: by shares, by half a mark for all but one, or all or nothing', () => {
  const type = new Kprim();
  fc.assert(
    fc.property(parts, fc.boolean(), (given, blank) => {
      const statements = given.map(({ right }, index) => ({
        id: ids[index]!,
        text: ids[index]!,
        correct: right,
      }));
      // `taken`: judged as it is; else the wrong way, or not at all.
      const answer = given.flatMap(({ right, taken }, index) =>
        taken || !blank ? [`${ids[index]}=${taken === right}`] : [],
      );
      const hits = given.filter(({ taken }) => taken).length;
      const units = (scoring: 'kprim' | 'partial' | 'exact') => type.grade({ statements, scoring }, answer);
      const missed = given.length - hits;
      return (
        units('partial') * given.length === UNITS_PER_MARK * hits &&
        units('exact') === (missed === 0 ? UNITS_PER_MARK : 0) &&
        units('kprim') * 2 === UNITS_PER_MARK * Math.max(0, 2 - missed)
      );
    }),
    RUNS,
  );
});

test('a mark divides among as many parts as a question may have', () => {
  for (let count = 1; count <= MOST_PARTS; count++) expect(UNITS_PER_MARK % count).toBe(0);
});
