import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { differs } from '../regrade/regrade-difference.js';
import { type Mark, markAttempt, maximaOf } from './grade.policy.js';
import type { Remedies, RemedyKind } from './remedies.js';

const IDS = 'abcdefgh';

interface Case {
  questions: StoredQuestion[];
  sheet: AnswerSheet;
  pass: number;
}

const question = fc
  .record({
    type: fc.constantFrom('single', 'multiple'),
    right: fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }),
  })
  .map(({ type, right }) => {
    const one = Math.max(0, right.indexOf(true));
    return {
      type,
      body: {
        options: right.map((flag, index) => ({
          id: IDS[index] as string,
          text: `${index}`,
          correct: index === one || (type === 'multiple' && flag),
        })),
        scoring: 'partial',
      },
    };
  });

const attempt: fc.Arbitrary<Case> = fc
  .record({
    bodies: fc.array(question, { minLength: 1, maxLength: 8 }),
    chosen: fc.array(fc.uniqueArray(fc.constantFrom(...IDS)), { maxLength: 8 }),
    pass: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ bodies, chosen, pass }) => ({
    questions: bodies.map((body, index) => ({ id: `v${index}`, ...body }) as StoredQuestion),
    sheet: new AnswerSheet(chosen.map((answer, seq) => ({ seq, position: seq + 1, answer, flagged: null }))),
    pass,
  }));

const mark = ({ questions, sheet, pass }: Case, remedies: Remedies): Mark =>
  markAttempt(questions, sheet, pass, remedies) as Mark;
const NONE: Remedies = new Map();
const one = (kind: RemedyKind, id: string, key: StoredQuestion | null = null): Remedies =>
  new Map([[id, { regradeId: 'r', kind, key }]]);
const runs = { numRuns: 10_000 };

describe('marking with a remedy', () => {
  test('by the same key changes nothing', () => {
    fc.assert(
      fc.property(attempt, fc.nat(), (given, at) => {
        const asked = given.questions[at % given.questions.length] as StoredQuestion;
        const again = mark(given, one('key', asked.id, { ...asked, id: 'other' }));
        expect(differs(mark(given, NONE), again)).toBe(false);
      }),
      runs,
    );
  });

  test('whatever the remedies, marks stay between nothing and the total, and the total never grows', () => {
    const kinds = fc.array(fc.constantFrom<RemedyKind | null>('drop', 'credit', null), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(attempt, kinds, (given, chosen) => {
        const remedies: Remedies = new Map(
          given.questions.flatMap(({ id }, index) => {
            const kind = chosen[index];
            return kind ? [[id, { regradeId: 'r', kind, key: null }]] : [];
          }),
        );
        const before = mark(given, NONE);
        const after = mark(given, remedies);
        const maxima = maximaOf(given.questions, after.dropped);
        const sum = (units: number[]) => units.reduce((total, each) => total + each, 0);
        const within = after.itemUnits.every(
          (units, index) => Number.isInteger(units) && units >= 0 && units <= (maxima[index] as number),
        );
        return (
          within &&
          after.maxUnits === sum(maxima) &&
          after.maxUnits <= before.maxUnits &&
          after.markUnits === sum(after.itemUnits) &&
          after.passed === after.markUnits * 100 >= given.pass * after.maxUnits
        );
      }),
      runs,
    );
  });

  test('credit takes nothing from anybody; the other questions keep their marks', () => {
    fc.assert(
      fc.property(attempt, fc.nat(), fc.constantFrom<RemedyKind>('credit', 'drop'), (given, at, kind) => {
        const place = at % given.questions.length;
        const before = mark(given, NONE);
        const after = mark(given, one(kind, `v${place}`));
        const others = before.itemUnits.every(
          (units, index) => index === place || after.itemUnits[index] === units,
        );
        if (kind === 'drop')
          return others && after.dropped.join() === `${place + 1}` && after.itemUnits[place] === 0;
        return others && after.markUnits >= before.markUnits && after.maxUnits === before.maxUnits;
      }),
      runs,
    );
  });
});
