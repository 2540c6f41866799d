import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Asked,
  checkList,
  type Facts,
  isCovered,
  isOfAge,
  needsJudgement,
  type Sitting,
} from './check-list.policy.js';

const at = new Date('2026-05-01T03:00:00Z');
const TODAY = '2026-11-22';
const nothing: Facts = { sittings: [], completions: [], levels: [], certificates: [], birth: null };
const sitting = (more: Partial<Sitting> = {}): Sitting => ({
  ...{ gradeId: 'g', courseId: 'c', lessonKey: 'l', nth: 1, questions: 10, units: 7, maxUnits: 10, at },
  ...more,
});
const examination = { id: 'r', kind: 'examination', courseId: 'c', lessonKey: 'l' } as const;
const rule = (more: Partial<Asked> = {}): Asked => ({
  ...{ questions: 10, thresholdPercent: 70, attempts: 2, requirements: [examination], exemptions: [] },
  ...more,
});
const check = (asked: Asked, facts: Partial<Facts>) => checkList(asked, { ...nothing, ...facts }, TODAY);
const reasonOf = (asked: Asked, ...sittings: Sitting[]) => {
  const [only] = check(asked, { sittings }).requirements;
  return only?.shown ? 'shown' : (only?.near?.reason ?? 'none');
};

describe('an examination', () => {
  test.each<[string, Partial<Sitting>[]]>([
    ['none', []],
    ['shown', [{}]],
    ['threshold', [{ units: 6999, maxUnits: 10_000 }]],
    ['shown', [{ units: 7000, maxUnits: 10_000 }]],
    ['questions', [{ questions: 9 }]],
    ['attempts', [{ nth: 3 }]],
    ['shown', [{ nth: 2 }]],
    ['none', [{ lessonKey: 'other' }]],
    ['none', [{ courseId: 'other' }]],
    ['threshold', [{ units: 0, maxUnits: 0 }]],
    ['attempts', [{ units: 1 }, { nth: 2, units: 2 }, { nth: 3, units: 10 }]],
    [
      'questions',
      [
        { questions: 5, units: 10 },
        { nth: 2, units: 2 },
      ],
    ],
  ])('%s: %j', (expected, given) => expect(reasonOf(rule(), ...given.map(sitting))).toBe(expected));

  test('a number that nobody has said is met by nothing', () => {
    for (const missing of ['questions', 'thresholdPercent', 'attempts'] as const)
      expect(reasonOf(rule({ [missing]: null }), sitting({ units: 10 }))).not.toBe('shown');
  });

  test('a higher threshold, more questions or fewer attempts never show what a milder rule did not', () => {
    const sittings = fc.array(
      fc.record({
        nth: fc.integer({ min: 1, max: 5 }),
        questions: fc.integer({ min: 1, max: 40 }),
        units: fc.integer({ min: 0, max: 100 }),
      }),
      { maxLength: 5 },
    );
    const numbers = fc.record({
      questions: fc.integer({ min: 1, max: 40 }),
      thresholdPercent: fc.integer({ min: 1, max: 100 }),
      attempts: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(sittings, numbers, fc.nat(5), fc.nat(5), fc.nat(2), (given, mild, q, t, a) => {
        const sat = given.map((each) => sitting({ ...each, maxUnits: 100 }));
        const strict = {
          ...{ questions: mild.questions + q, thresholdPercent: mild.thresholdPercent + t },
          attempts: Math.max(1, mild.attempts - a),
        };
        const shown = (asked: typeof mild) => reasonOf(rule(asked), ...sat) === 'shown';
        return !shown(strict) || shown(mild);
      }),
      { numRuns: 10_000 },
    );
  });

  test('is shown exactly when one sitting meets all three numbers', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 4 }),
            fc.integer({ min: 8, max: 12 }),
            fc.integer({ min: 600, max: 800 }),
          ),
          { maxLength: 4 },
        ),
        (given) => {
          const sat = given.map(([nth, questions, units]) =>
            sitting({ nth, questions, units, maxUnits: 1000 }),
          );
          const meets = given.some(([nth, questions, units]) => nth <= 2 && questions >= 10 && units >= 700);
          return (reasonOf(rule(), ...sat) === 'shown') === meets;
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('other requirements and exemptions', () => {
  test('a level counts from the level on, of that component of that framework', () => {
    const skill = { id: 's', kind: 'skill', framework: 'tt02', component: '4.1', level: 3 } as const;
    const held = (level: number, component = '4.1', framework = 'tt02') =>
      check(rule({ requirements: [skill] }), { levels: [{ framework, component, level, entryId: 'e', at }] })
        .complete;
    expect([held(2), held(3), held(4), held(3, '4.2'), held(3, '4.1', 'dq757')]).toEqual([
      ...[false, true, true, false, false],
    ]);
  });

  test('all requirements are needed, and none is never complete', () => {
    const course = { id: 'k', kind: 'course', courseId: 'c' } as const;
    const completions = [{ courseId: 'c', enrolmentId: 'e', at }];
    const both = rule({ requirements: [examination, course] });
    expect(check(both, { completions }).complete).toBe(false);
    expect(check(both, { completions, sittings: [sitting()] }).complete).toBe(true);
    expect(check(rule({ requirements: [] }), {}).complete).toBe(false);
  });

  test('an exemption covers only where it is claimed and shown; what a person judges never by itself', () => {
    const exemptions = [
      { id: 'held', kind: 'certificate', courseId: 'c' },
      { id: 'old', kind: 'age', from: 75 },
      { id: 'said', kind: 'stated', text: 'X' },
    ] as const;
    const list = check(rule({ exemptions: [...exemptions] }), {
      ...{ certificates: [{ courseId: 'c', certificateId: 'x', at }], birth: '1960-01-01' },
    });
    expect(['held', 'old', 'said', null].map((id) => isCovered(list, id))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(['held', 'said', null].map((id) => needsJudgement(list, id))).toEqual([false, true, false]);
  });

  test.each([
    ['1951-11-22', true],
    ['1951-11-23', false],
    ['1950', true],
    ['1951', false],
    [null, false],
  ])('born %s: of the age of 75 today %s', (birth, expected) =>
    expect(isOfAge(birth, 75, TODAY)).toBe(expected),
  );
});
