import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { Grading } from '../grading/grading.service.js';
import type { QuestionExample } from '../question-types/examples.js';
import { type QuestionType, UNITS_PER_MARK } from '../question-types/index.js';
import { Form } from '../question-types/testing/form.js';
import { TELLING, telling } from '../question-types/testing/telling.js';
import { ExamWorld } from '../testing/exam-world.js';
import { CANARY } from '../testing/questions.js';
import { typeExamples, unitsOf, withCanary } from '../testing/type-examples.js';

/** Each type through a whole examination: by forms alone, and as the browser module saves. */
describe('every type of question', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const quizOf = (type: QuestionType, example: QuestionExample, written = example.body) => {
    const body = withCanary(written);
    const { stem } = example;
    return world.quiz([{ externalId: 'q', type: type.code, stem, body, explanation: CANARY, tags: ['a'] }], {
      feedbackRelease: 'after-submission',
      attemptsAllowed: 100,
    });
  };
  const marked = async (browser: BrowserSession, attemptId: string) => {
    await browser.post(`/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    const [grade] = await world.db.query('SELECT * FROM grade WHERE attempt_id = $1', [attemptId]);
    return grade.item_units[0];
  };
  const stored = async (attemptId: string) =>
    (
      await world.db.query(
        'SELECT answer FROM answer_journal WHERE attempt_id = $1 ORDER BY client_seq DESC LIMIT 1',
        [attemptId],
      )
    )[0]?.answer ?? [];

  test.each(typeExamples)(
    '$name: by forms, each answer is kept, shown again and marked',
    async ({ type, example, body }) => {
      const quiz = await quizOf(type, example);
      for (const { answer, marks } of example.answers) {
        const { browser, attemptId } = await world.sitting(quiz);
        const [{ items }] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
        const shown = items[0].options;
        const form = Form.of(type, body, shown, answer);
        const given = type.parse(body, form.filled(), shown);
        const fields = form.fieldsFor(form.filled());
        await browser.post(`/attempts/${attemptId}/answers`, { question: '1', ...fields, go: 'summary' });
        expect(browser.status).toBe(200);
        expect(browser.text('main')).toContain(
          given.length > 0 ? 'đã trả lời đủ 1 câu' : 'Còn 1 câu chưa trả lời',
        );
        expect(await stored(attemptId)).toEqual(given);
        await browser.get(`/attempts/${attemptId}?question=1`);
        expect(Form.in(browser.page.querySelector('form#answer')!.innerHTML).filled()).toEqual(
          Form.of(type, body, shown, given).filled(),
        );
        expect(await marked(browser, attemptId)).toBe(unitsOf(marks));
      }
    },
  );

  test.each(typeExamples)(
    '$name: saved by the browser module, the right answer earns all marks',
    async ({ type, example, body }) => {
      const { browser, attemptId } = await world.sitting(await quizOf(type, example));
      const [{ items }] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
      const right = Form.of(type, body, items[0].options, type.right(body)).filled();
      const { status } = await browser.json('POST', `/attempts/${attemptId}/answers`, {
        answers: [{ seq: 1, position: 1, answer: right }],
      });
      expect(status).toBe(200);
      expect(await marked(browser, attemptId)).toBe(type.marks(body) * UNITS_PER_MARK);
      await browser.get(`/attempts/${attemptId}/result`);
      expect(browser.text('h1')).toBe('Anh/chị Nhung đã đạt');
    },
  );

  test.each(typeExamples)(
    '$name: no key and no id of the author leaves the server before release, and all keys after',
    async ({ type, example }) => {
      const quiz = await quizOf(type, example, telling(example.body));
      const { browser, attemptId } = await world.sitting(quiz);
      const looks = ['', '/paper', '/summary', '?question=1'];
      for (const path of looks) {
        const { body } = await browser.inject({ method: 'GET', url: `/attempts/${attemptId}${path}` });
        expect(body).not.toContain(CANARY);
        expect(body).not.toContain(TELLING);
        expect(body).not.toMatch(/"?(correct|accepted|right|feedback)"?\s*[:=]/);
      }
      await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: ['zzz', 'zzz'] });
      expect(browser.status).toBe(422);
      expect(browser.page.toString()).not.toMatch(new RegExp(`${CANARY}|${TELLING}`));
      await browser.get(`/attempts/${attemptId}/review`);
      expect(browser.status).toBe(403);
      await marked(browser, attemptId);
      await browser.get(`/attempts/${attemptId}/review`);
      expect(browser.text('main')).toContain(CANARY);
    },
  );
});
