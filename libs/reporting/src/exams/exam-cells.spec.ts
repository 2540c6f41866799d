import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExamMark } from '#assessment';
import { cellChanges, type ExamCell } from './exam-cells.js';
import { figuresOf } from './exam-figures.repository.js';
import { type ExamRow, rowOf } from './exam-row.js';

const sitting = {
  ...{ enrolmentId: 'e', quizId: 'q', classId: 'c', unitId: null, targetGroup: 'official' },
};

describe('what attempts come to', () => {
  const mark = (number: number, scoreBp: number): ExamMark => ({
    ...{ enrolmentId: 'e', quizId: 'q', attemptId: `a${number}`, number, scoreBp, passed: scoreBp >= 7000 },
    ...{ passPercent: 70, seconds: number * 100, submittedBy: 'learner', revisions: 1 },
    submittedAt: new Date(Date.UTC(2026, 4, number)),
    skills: [{ code: '6.1', units: scoreBp, maxUnits: 10_000 }],
  });
  const marks = [mark(1, 6000), mark(2, 9000), mark(3, 8000)];

  test.each([
    ['highest', 9000, true, 'a2'],
    ['latest', 8000, true, 'a3'],
    ['first', 6000, false, 'a1'],
    // 60 and 90 come to 75 after the second attempt: passed, whatever comes later.
    ['average', 7666, true, 'a3'],
  ] as const)('by the rule “%s”', (counted, scoreBp, passed, attemptId) => {
    expect(rowOf({ ...sitting, counted }, marks)).toMatchObject({
      ...{ attempts: 3, scoreBp, passed, attemptId, revisions: 3 },
    });
  });

  test('a pass stays when a later attempt counts and fails', () => {
    expect(rowOf({ ...sitting, counted: 'latest' }, [mark(1, 9000), mark(2, 100)])).toMatchObject({
      ...{ scoreBp: 100, passed: true, attemptId: 'a2' },
    });
  });

  test('without an attempt there is no mark', () => {
    expect(rowOf({ ...sitting, counted: 'highest' }, [])).toMatchObject({
      ...{ living: true, attempts: 0, scoreBp: null, passed: false, attemptId: null },
    });
  });
});

const row = fc.record({
  enrolmentId: fc.constantFrom('e1', 'e2', 'e3'),
  unitId: fc.constantFrom('u1', 'u2', null),
  living: fc.boolean(),
  attempts: fc.nat(3),
  scoreBp: fc.option(fc.integer({ min: 0, max: 10_000 })),
  passed: fc.boolean(),
  skill: fc.constantFrom('1.1', '6.1'),
  units: fc.nat(50),
});

describe('sums of results', () => {
  test('whatever changes one after the other, the sums are those of what holds at last', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (changes) => {
        const held = new Map<string, ExamRow>();
        const sums = new Map<string, number>();
        for (const { skill, units, ...change } of changes) {
          const after: ExamRow = {
            ...{ ...sitting, ...change, passed: change.passed && change.scoreBp !== null },
            ...{ attemptId: null, seconds: 60, submittedAt: null, revisions: 1 },
            skills: { [skill]: [units, 50] },
          };
          const before = held.get(after.enrolmentId);
          add(sums, cellChanges(before ? [before] : [], [after]));
          held.set(after.enrolmentId, after);
        }
        const living = [...held.values()].filter((each) => each.living);
        const sat = living.flatMap(({ scoreBp }) => scoreBp ?? []);
        const figures = figuresOf(totals(sums));
        expect(figures).toMatchObject({
          ...{ enrolled: living.length, sat: sat.length },
          passed: living.filter(({ passed }) => passed).length,
          averageBp: sat.length === 0 ? null : Math.floor(sat.reduce((a, b) => a + b, 0) / sat.length),
        });
        expect(figures.tenths).toEqual(
          figures.tenths.map(
            (_, tenth) => sat.filter((score) => Math.min(9, Math.floor(score / 1000)) === tenth).length,
          ),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('the weakest component comes first', () => {
    const sums = new Map([
      ...([['sat', 1]] as const),
      ...[['units:1.1', 9] as const, ['full:1.1', 10] as const],
      ...[['units:6.1', 1] as const, ['full:6.1', 5] as const],
    ]);
    expect(figuresOf(sums).skills.map(({ code }) => code)).toEqual(['6.1', '1.1']);
  });
});

const add = (sums: Map<string, number>, cells: ExamCell[]): void => {
  for (const { unitId, measure, amount } of cells) {
    const key = `${unitId} ${measure}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
};

function totals(sums: Map<string, number>): Map<string, number> {
  const total = new Map<string, number>();
  for (const [key, amount] of sums) {
    const measure = key.split(' ')[1] as string;
    total.set(measure, (total.get(measure) ?? 0) + amount);
  }
  return total;
}
