import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Grading } from '../grading/grading.service.js';
import { type Answer, UNITS_PER_MARK } from '../question-types/index.js';
import { Form } from '../question-types/testing/form.js';
import type { QuizInput } from '../quiz/quiz.input.js';
import { ExamWorld } from '../testing/exam-world.js';
import { CANARY } from '../testing/questions.js';
import { typeExamples, unitsOf } from '../testing/type-examples.js';

type Case = (typeof typeExamples)[number];

const RIGHT = 'Đúng rồi';
const NOT_GRADED = 'câu này không có đúng sai';

/** Each type where answers are looked at while the attempt is open, and where nothing is marked: by forms alone. */
describe('every type of question', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  /** A learner at the only question of a quiz. */
  const at = async ({ type, example, body }: Case, settings: Partial<QuizInput>) => {
    const question = { externalId: 'q', type: type.code, stem: example.stem, body, explanation: CANARY };
    const { browser, attemptId } = await world.sitting(
      await world.quiz([{ ...question, tags: ['a'] }], settings),
    );
    const path = `/attempts/${attemptId}`;
    const [{ items }] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
    const shown: string[] = items[0].options;
    const fill = (answer: Answer) => {
      const form = Form.of(type, body, shown, answer);
      return { kept: type.parse(body, form.filled(), shown), fields: form.fieldsFor(form.filled()) };
    };
    return {
      ...{ browser, path },
      check: async (answer: Answer) => {
        await browser.post(`${path}/checks`, { question: '1', ...fill(answer).fields });
        return browser.text('#verdict');
      },
      save: async (answer: Answer) => {
        const { fields, kept } = fill(answer);
        await browser.post(`${path}/answers`, { question: '1', ...fields, go: 'summary' });
        const stored = await world.db.query('SELECT answer FROM answer_journal WHERE attempt_id = $1', [
          attemptId,
        ]);
        expect(stored).toEqual([{ answer: kept }]);
      },
      /** Can the question still be answered? */
      open: () => Form.in(browser.page.querySelector('form#answer')!.innerHTML).fillable,
      checked: async () =>
        (
          await world.db.query('SELECT units, tries FROM question_check WHERE attempt_id = $1', [attemptId])
        )[0],
      handIn: async () => {
        await browser.get(`${path}/summary`);
        await browser.post(`${path}/submission`);
        await world.get(Grading).grade([attemptId]);
        await browser.get(`${path}/result`);
        return (await world.db.query('SELECT * FROM grade WHERE attempt_id = $1', [attemptId]))[0];
      },
    };
  };

  test.each(typeExamples)(
    '$name in practice: each answer is judged at once, the key comes with the right one',
    async (given) => {
      const { type, example, body } = given;
      const max = type.marks(body) * UNITS_PER_MARK;
      const { browser, path, check, checked, open, handIn } = await at(given, { behaviour: 'practice' });
      const wrong = example.answers.filter(({ answer, marks }) => answer.length > 0 && unitsOf(marks) < max);
      for (const [index, { answer, marks }] of wrong.entries()) {
        const units = unitsOf(marks);
        expect(await check(answer)).toContain(units > 0 ? 'Đúng một phần' : 'Chưa đúng');
        expect(await checked()).toEqual({ units, tries: index + 1 });
        expect(open()).toBe(true);
        expect(browser.page.toString()).not.toContain(CANARY);
      }
      const answer = max > 0 ? type.right(body) : example.answers[0]!.answer;
      expect(await check(answer)).toContain(max > 0 ? RIGHT : NOT_GRADED);
      expect(await checked()).toEqual({ units: max, tries: wrong.length + 1 });
      expect(open()).toBe(false);
      expect(browser.text('main')).toContain(CANARY);
      expect(await handIn()).toMatchObject({ item_units: [max], passed: false });
      expect(browser.text('.score')).toBe(String(type.marks(body)));
      await browser.get(`${path}/review`);
      expect(browser.text('main')).toContain(CANARY);
    },
  );

  test.each(typeExamples)(
    '$name in practice without another try: the first answer stands, and its key is shown',
    async (given) => {
      const { example, type, body } = given;
      const { answer, marks } = example.answers.findLast((each) => each.answer.length > 0)!;
      const { browser, check, checked, open, handIn } = await at(given, {
        ...{ behaviour: 'practice', tryAgain: false },
      });
      await check(answer);
      expect(open()).toBe(false);
      expect(browser.text('main')).toContain(CANARY);
      await check(type.right(body));
      expect(await checked()).toEqual({ units: unitsOf(marks), tries: 1 });
      expect(await handIn()).toMatchObject({ item_units: [unitsOf(marks)], passed: false });
    },
  );

  test.each(typeExamples)(
    '$name in a survey: the answer is kept, and neither marked nor judged',
    async (given) => {
      const { browser, path, check, save, handIn } = await at(given, { behaviour: 'survey' });
      const { answer } = given.example.answers.find((each) => each.answer.length > 0)!;
      await save(answer);
      expect(browser.text('main')).toContain('đã trả lời đủ 1 câu');
      await check(answer);
      expect(browser.status).toBe(404);
      expect(await handIn()).toMatchObject({ item_units: [0], max_units: 0, passed: false });
      expect(browser.text('h1')).toBe('Cảm ơn anh/chị đã trả lời');
      expect(browser.page.querySelector('.score')).toBeNull();
      expect(browser.page.toString()).not.toContain(CANARY);
      await browser.get(`${path}/review`);
      expect(browser.status).toBe(403);
    },
  );
});
