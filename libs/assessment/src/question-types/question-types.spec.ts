import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import { Random } from '../random/random.js';
import { examplesOf } from './examples.js';
import { questionType, questionTypeCodes, UNITS_PER_MARK } from './index.js';
import { Form } from './testing/form.js';

const CASES = 10_000;
const problems = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors.map((each) => `${each.field} ${each.code}`);
    throw error;
  }
  return [];
};
const seeded = (seed: number) => new Random(seed.toString(16).padStart(32, '0'));
const everyExample = questionTypeCodes.flatMap((code) =>
  examplesOf(code).map((example, index) => {
    const type = questionType(code);
    const bodyOf = (body: unknown) => type.body.parse(body);
    const body = bodyOf(example.body);
    return { name: `${code}, example ${index + 1}`, type, example, body, bodyOf };
  }),
);

describe.each(everyExample)('$name', ({ type, example, body, bodyOf }) => {
  const shown = type.order(body, seeded(1));
  const max = type.marks(body) * UNITS_PER_MARK;
  const grade = (answer: string[]) => type.grade(body, answer) as number;
  /** What the form sends for a stored answer, as the server stores it. */
  const kept = (answer: string[]) => type.parse(body, Form.of(type, body, shown, answer).filled(), shown);

  test.each(example.answers)('$answer earns $marks', ({ answer, marks }) => {
    const [part = 0, whole = 1] = marks.split('/').map(Number);
    expect(grade(kept(answer)) * whole).toBe(part * UNITS_PER_MARK);
  });

  test('the right answer earns everything and nothing earns nothing', () => {
    expect(grade(kept(type.right(body)))).toBe(max);
    expect(grade([])).toBe(0);
  });

  test('refuses answers that could not have been given', () => {
    for (const answer of example.refusedAnswers)
      expect([answer, problems(() => type.parse(body, answer, shown)).length]).toEqual([answer, 1]);
  });

  test('refuses bodies with the field and the reason', () => {
    for (const [problem, refused] of Object.entries(example.refusedBodies))
      expect(
        problems(() =>
          parseInput(questionInput, { externalId: 'q', type: type.code, stem: 'x', body: refused }),
        ),
      ).toContain(problem);
  });

  test('a checked body stays as it is when checked again, and when it goes through the editor', () => {
    expect(bodyOf(body)).toEqual(body);
    expect(bodyOf(JSON.parse(JSON.stringify(body)))).toEqual(body);
    expect(bodyOf(type.editor.bodyOf(type.editor.valuesOf(body)))).toEqual(body);
  });

  test('a learner sees no key: the question with another key looks the same', () => {
    if (!example.twin) return;
    const twin = bodyOf(example.twin);
    expect(type.order(twin, seeded(1))).toEqual(shown);
    expect(type.view(twin, shown, [], 'answer')).toEqual(type.view(body, shown, [], 'answer'));
    expect(Form.of(type, twin, shown).html).toBe(Form.of(type, body, shown).html);
    expect(type.review(twin, shown, [])).not.toEqual(type.review(body, shown, []));
  });

  test('every way to fill the form in is taken, shown again as given, and marked within bounds', () => {
    const form = Form.of(type, body, shown);
    fc.assert(
      fc.property(form.fillings(), (filled) => {
        const answer = type.parse(body, filled, shown);
        const units = grade(answer);
        return (
          Number.isInteger(units) &&
          units >= 0 &&
          units <= max &&
          JSON.stringify(type.parse(body, [...filled].reverse(), shown)) === JSON.stringify(answer)
        );
      }),
      { numRuns: CASES },
    );
    for (const filled of fc.sample(form.fillings(), 20)) {
      const answer = type.parse(body, filled, shown);
      expect(kept(answer)).toEqual(answer);
    }
  });

  test('refuses whatever is no list of texts, and takes nothing that it could not store', () => {
    for (const raw of ['a', { 0: 'a' }, [7], [null], [['a']], ['x'.repeat(1_000_000)]])
      expect(problems(() => type.parse(body, raw, shown))).toHaveLength(1);
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const refused = problems(() => type.parse(body, raw, shown)).length > 0;
        return refused || type.parse(body, raw, shown).every((text) => !/\p{Cc}/u.test(text));
      }),
      { numRuns: 3000 },
    );
  });
});
