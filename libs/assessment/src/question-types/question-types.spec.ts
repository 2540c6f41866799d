import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInput } from '#platform/errors';
import { Random } from '../random/random.js';
import {
  type QuestionOption,
  questionType,
  questionTypeCodes,
  statementOptions,
  UNITS_PER_MARK,
} from './index.js';

const options = (...right: boolean[]): QuestionOption[] =>
  right.map((correct, index) => ({
    id: String.fromCharCode(97 + index),
    text: `Đáp án ${index}`,
    correct,
    ...(correct ? {} : { feedback: `Vì sao ${index} sai` }),
  }));
const ids = (all: QuestionOption[]) => all.map((option) => option.id);
const codes = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors.map((each) => each.code);
    throw error;
  }
  return [];
};
const problems = (type: string, all: QuestionOption[]) =>
  questionType(type)
    .problems(all)
    .map((each) => each.code);

describe('single choice', () => {
  const type = questionType('single');
  const one = options(false, true, false);

  test('the right option gives the mark, any other none', () => {
    expect(type.grade(one, ['b'])).toBe(840);
    expect(type.grade(one, ['a'])).toBe(0);
    expect(type.grade(one, [])).toBe(0);
    expect(type.grade(one, null)).toBe(0);
  });

  test('takes one option at most', () => {
    expect(type.parse(['b'], ['c', 'b', 'a'])).toEqual(['b']);
    expect(type.parse([], ['a', 'b'])).toEqual([]);
    expect(codes(() => type.parse(['a', 'b'], ['a', 'b']))).toEqual(['assessment.answer-shape']);
  });

  test('an author marks exactly one of two to eight different options as right', () => {
    expect(problems('single', one)).toEqual([]);
    expect(problems('single', options(false, false))).toEqual(['assessment.one-right']);
    expect(problems('single', options(true, true))).toEqual(['assessment.one-right']);
    expect(problems('single', options(true))).toEqual(['assessment.option-count']);
    expect(problems('single', options(true, ...Array<boolean>(8).fill(false)))).toEqual([
      'assessment.option-count',
    ]);
    const twice = one.map((option) => ({ ...option, text: 'như nhau' }));
    expect(problems('single', twice)).toEqual([
      'assessment.option-text-twice',
      'assessment.option-text-twice',
    ]);
  });
});

describe('multiple choice', () => {
  const type = questionType('multiple');

  test.each([
    [[true, true, false, false], 'ab', 840],
    [[true, true, false, false], 'a', 420],
    [[true, true, false, false], 'ac', 0],
    [[true, true, false, false], 'abc', 420],
    [[true, true, false, false], 'abcd', 0],
    [[true, true, false, false], 'cd', 0],
    [[true, true, true, false], 'ab', 560],
    [[true, true, true, false], 'abd', 280],
    [[true, true, true, true, true, true, true, false], 'a', 120],
    [[true, false], '', 0],
  ])('%j answered “%s” gives %i of 840 units', (right, answer, units) => {
    expect(type.grade(options(...(right as boolean[])), [...(answer as string)])).toBe(units);
  });

  test('marks are whole units between nothing and one mark, by the rule stated to the learner', () => {
    const question = fc
      .array(fc.boolean(), { minLength: 2, maxLength: 8 })
      .filter((right) => right.includes(true));
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: 255 }), (right, bits) => {
        const all = options(...right);
        const answer = ids(all).filter((_, index) => (bits >> index) & 1);
        const hits = all.filter((option) => option.correct && answer.includes(option.id)).length;
        const misses = answer.length - hits;
        const count = right.filter(Boolean).length;
        const units = type.grade(all, answer);
        const exact = Number.isInteger(units) && units >= 0 && units <= UNITS_PER_MARK;
        // Compared without division: units × right = mark × (hits − misses).
        return exact && units * count === UNITS_PER_MARK * Math.max(0, hits - misses);
      }),
      { numRuns: 10_000 },
    );
  });

  test('choosing one more right option never costs, one more wrong option never gains', () => {
    const question = fc
      .array(fc.boolean(), { minLength: 2, maxLength: 8 })
      .filter((right) => right.includes(true));
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: 255 }), fc.nat(7), (right, bits, extra) => {
        const all = options(...right);
        const added = all[extra % all.length]!;
        const answer = ids(all).filter((id, index) => (bits >> index) & 1 && id !== added.id);
        const change = type.grade(all, [...answer, added.id]) - type.grade(all, answer);
        return added.correct ? change >= 0 : change <= 0;
      }),
      { numRuns: 10_000 },
    );
  });

  test('an author leaves at least one option right and one wrong', () => {
    expect(problems('multiple', options(true, false))).toEqual([]);
    expect(problems('multiple', options(false, false))).toEqual(['assessment.some-right']);
    expect(problems('multiple', options(true, true))).toEqual(['assessment.some-wrong']);
  });
});

describe('true or false', () => {
  const type = questionType('true-false');

  test('keeps its order and uses words of the interface', () => {
    expect(type.order(statementOptions(true), new Random('0'.repeat(32)))).toEqual(['true', 'false']);
    const view = type.view(statementOptions(true), ['true', 'false'], null);
    expect(view.options.map((option) => option.label)).toEqual([
      'assessment.option.true',
      'assessment.option.false',
    ]);
  });

  test('gives the mark for what the statement is', () => {
    expect(type.grade(statementOptions(false), ['false'])).toBe(840);
    expect(type.grade(statementOptions(false), ['true'])).toBe(0);
    expect(problems('true-false', statementOptions(true))).toEqual([]);
    expect(problems('true-false', options(true, false))).toEqual(['assessment.true-or-false']);
  });
});

describe('every type', () => {
  test.each(questionTypeCodes)(
    '%s refuses options that were not shown, and anything that is no list of them',
    (code) => {
      const type = questionType(code);
      expect(codes(() => type.parse(['zzz'], ['a', 'b']))).toEqual(['assessment.unknown-option']);
      expect(codes(() => type.parse(['a\u0000'], ['a', 'b']))).toEqual(['assessment.unknown-option']);
      expect(codes(() => type.parse([7], ['a', 'b']))).toEqual(['assessment.unknown-option']);
      expect(codes(() => type.parse('a', ['a', 'b']))).toEqual(['assessment.answer-shape']);
      expect(codes(() => type.parse({ 0: 'a' }, ['a', 'b']))).toEqual(['assessment.answer-shape']);
      expect(codes(() => type.parse(['a', 'a'], ['a', 'b']))).toEqual(['assessment.answer-shape']);
      fc.assert(
        fc.property(fc.jsonValue(), (raw) => {
          const errors = codes(() => type.parse(raw, ['a', 'b']));
          return (
            errors.length > 0 ||
            raw === null ||
            (Array.isArray(raw) && raw.every((id) => 'ab'.includes(id as string)))
          );
        }),
        { numRuns: 3000 },
      );
    },
  );

  test.each(questionTypeCodes)(
    '%s shows a learner no key: two questions that differ in it look the same',
    (code) => {
      const type = questionType(code);
      const [one, other] =
        code === 'true-false'
          ? [statementOptions(true), statementOptions(false)]
          : [options(true, false, false), options(false, true, false)].map((all) =>
              all.map(({ feedback: _, ...option }) => ({ ...option, feedback: `riêng ${option.correct}` })),
            );
      const shown = ids(one!);
      expect(type.view(one!, shown, [])).toEqual(type.view(other!, shown, []));
      expect(JSON.stringify(type.view(one!, shown, []))).not.toContain('riêng');
    },
  );

  test('a review says of each option whether it was rightly chosen, wrongly chosen, missed or neither', () => {
    const all = options(true, true, false, false);
    const review = questionType('multiple').review(all, ['d', 'c', 'b', 'a'], ['a', 'c']);
    expect(review.options.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'd locked',
      'c wrong',
      'b missed',
      'a correct',
    ]);
    expect(review.options[1]?.feedback).toBe('Vì sao 2 sai');
  });

  test('an answer is stored in the order shown, so that the same choice is the same answer', () => {
    expect(questionType('multiple').parse(['a', 'c'], ['c', 'b', 'a'])).toEqual(['c', 'a']);
    expect(questionType('multiple').parse(['c', 'a'], ['c', 'b', 'a'])).toEqual(['c', 'a']);
  });
});
