import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { UNITS_PER_MARK } from '../question-types/index.js';
import { type Mark, markAttempt, total } from './grade.policy.js';

const question = (type: string, right: boolean[]): StoredQuestion => ({
  id: 'v',
  type,
  stem: '',
  body: {
    options: right.map((correct, index) => ({ id: 'abcdefgh'[index] as string, text: `${index}`, correct })),
    scoring: 'partial',
  },
  explanation: null,
  componentCode: null,
  level: null,
  difficulty: 2,
  lessonSlug: null,
});
const sheet = (answers: string[]) =>
  new AnswerSheet(
    answers.map((answer, index) => ({ seq: index, position: index + 1, answer: [...answer], flagged: null })),
  );
const singles = (count: number) => Array.from({ length: count }, () => question('single', [true, false]));

const marked = (...given: Parameters<typeof markAttempt>): Mark => markAttempt(...given) as Mark;

describe('marking an attempt', () => {
  test('adds the questions up: 26,5 of 30 is 88,33%', () => {
    const questions = [...singles(29), question('multiple', [true, true, false])];
    const answers = [...Array<string>(26).fill('a'), 'b', 'b', 'b', 'a'];
    expect(marked(questions, sheet(answers), 70)).toMatchObject({
      markUnits: 26.5 * UNITS_PER_MARK,
      maxUnits: 30 * UNITS_PER_MARK,
      scoreBp: 8833,
      passed: true,
    });
  });

  test('the pass mark is reached exactly or not at all', () => {
    const ten = singles(10);
    const right = (count: number) =>
      sheet([...Array<string>(count).fill('a'), ...Array<string>(10 - count).fill('b')]);
    expect(marked(ten, right(7), 70).passed).toBe(true);
    expect(marked(ten, right(6), 70).passed).toBe(false);
    expect(marked(singles(3), sheet(['a', 'a', 'b']), 67).passed).toBe(false);
    expect(marked(ten, sheet([]), 0).passed).toBe(true);
    expect(marked(ten, right(10), 100).passed).toBe(true);
    expect(marked(ten, right(9), 100).passed).toBe(false);
  });

  test('a percentage is rounded down: two thirds are 66,66%', () => {
    expect(marked(singles(3), sheet(['a', 'a', 'b']), 70).scoreBp).toBe(6666);
  });

  test('an empty journal is nothing, with a place for each question', () => {
    expect(marked(singles(2), sheet([]), 70)).toEqual({
      itemUnits: [0, 0],
      dropped: [],
      markUnits: 0,
      maxUnits: 2 * UNITS_PER_MARK,
      scoreBp: 0,
      passed: false,
    });
  });

  test('within bounds, and percentage and verdict never disagree with the units', () => {
    const item = fc.record({
      right: fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }).filter((each) => each.includes(true)),
      bits: fc.nat(255),
    });
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 100 }),
        (items, pass) => {
          const questions = items.map(({ right }) => question('multiple', right));
          const answers = items.map(({ right, bits }) =>
            right.map((_, index) => ((bits >> index) & 1 ? 'abcdefgh'[index] : '')).join(''),
          );
          const mark = marked(questions, sheet(answers), pass);
          return (
            mark.itemUnits.reduce((sum, units) => sum + units, 0) === mark.markUnits &&
            mark.markUnits >= 0 &&
            mark.markUnits <= mark.maxUnits &&
            mark.scoreBp * mark.maxUnits <= mark.markUnits * 10_000 &&
            (mark.scoreBp + 1) * mark.maxUnits > mark.markUnits * 10_000 &&
            mark.passed === mark.scoreBp >= pass * 100
          );
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test('waits for a person as long as one question needs one', () => {
    expect(total([UNITS_PER_MARK, 'needs-person'], 2 * UNITS_PER_MARK, 50)).toBeNull();
    expect(total([UNITS_PER_MARK, 0], 2 * UNITS_PER_MARK, 50)).toMatchObject({ scoreBp: 5000, passed: true });
  });

  test('where nothing is graded, handing in is enough', () => {
    expect(total([0, 0], 0, 70)).toMatchObject({ maxUnits: 0, scoreBp: 10_000, passed: true });
  });
});
