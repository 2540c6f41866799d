import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import type { QuizInput } from '../quiz/quiz.input.js';
import { ExamWorld } from '../testing/exam-world.js';
import { CANARY, single } from '../testing/questions.js';

jest.setTimeout(60_000);

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open();
});
afterAll(() => world?.close());

/** Two sections of two questions each, in front of the first. */
async function divided(settings: Partial<QuizInput>, minutes: number | null = null) {
  const quiz = await world.quiz(
    ['a', 'a', 'b', 'b'].map((tag, at) =>
      single(`${tag}${at}`, { tags: [tag], stem: `ĐỀ-${tag.toUpperCase()}` }),
    ),
    {
      sections: ['a', 'b'].map((tag) => ({ title: `Phần ${tag}`, minutes, draw: [{ tag, count: 2 }] })),
      ...settings,
    },
  );
  const { browser, attemptId } = await world.sitting(quiz);
  const path = `/attempts/${attemptId}`;
  return {
    ...{ browser, path, attemptId },
    begin: async (number: number) => {
      await browser.get(`${path}/sections/${number}`);
      await browser.post(`${path}/sections/${number}`);
    },
    /** Right is b. */
    answer: async (position: number, id = 'a') => (await world.numbers(attemptId, position, id))[0]!,
  };
}
const check = async (browser: BrowserSession, path: string, fields: Record<string, string>) => {
  await browser.post(`${path}/checks`, fields);
  return browser.text('body');
};

test('practice goes one question after the other: what is ahead is neither shown nor checked', async () => {
  const { browser, path, begin, answer } = await divided({ behaviour: 'practice', navigation: 'sequential' });
  expect(browser.url).toBe(`${path}/sections/1`);
  await begin(1);
  expect(await check(browser, path, { question: '2', answer: '1' })).toContain('Câu đó chưa mở');
  expect(await check(browser, path, { question: '3', answer: '1', reveal: 'on' })).toContain(
    'Câu đó chưa mở',
  );
  expect(browser.page.outerHTML).not.toContain(CANARY);
  expect(await check(browser, path, { question: '1', answer: await answer(1) })).toContain('Chưa đúng');
  // Wrong, with another try left: nothing of the key yet.
  expect(browser.page.outerHTML).not.toContain(CANARY);
  await browser.post(`${path}/answers`, { question: '1', answer: await answer(1), go: '2' });
  expect(browser.url).toBe(`${path}?question=2`);
});

test('a question left behind is checked as it was saved, and shows its key: there is no other try', async () => {
  const { browser, path, begin, answer } = await divided({ behaviour: 'practice', navigation: 'sequential' });
  await begin(1);
  await browser.post(`${path}/answers`, { question: '1', answer: await answer(1), go: '2' });
  const right = await answer(1, 'b');
  expect(await check(browser, path, { question: '1', answer: right })).toContain(
    'đã qua nên không nhận thêm',
  );
  await browser.get(`${path}?question=1`);
  expect(browser.page.outerHTML).not.toContain(CANARY);
  expect(await check(browser, path, { question: '1', looking: 'on' })).toContain('Chưa đúng');
  expect(browser.page.outerHTML).toContain(CANARY);
  await begin(2);
  expect(browser.text('#question')).toBe('ĐỀ-B');
});

test('the time of a section counts in practice: over it, nothing is changed by checking', async () => {
  const { browser, path, attemptId, begin, answer } = await divided(
    { behaviour: 'practice', minutes: 60 },
    20,
  );
  await begin(1);
  expect(browser.page.querySelector('[data-section-clock="1"] [role=timer]')).not.toBeNull();
  await check(browser, path, { question: '1', answer: await answer(1) });
  await world.db.query(
    `UPDATE attempt_section SET deadline_at = now() - interval '40 seconds' WHERE attempt_id = $1`,
    [attemptId],
  );
  expect(await check(browser, path, { question: '1', answer: await answer(1, 'b') })).toContain('đã hết giờ');
  const [{ units }] = await world.db.query('SELECT units FROM question_check WHERE attempt_id = $1', [
    attemptId,
  ]);
  expect(units).toBe(0);
});

test('a survey has sections one question after the other, and thanks at the end', async () => {
  const { browser, path, begin } = await divided({ behaviour: 'survey', navigation: 'sequential' });
  await begin(1);
  expect(browser.text('main')).toContain('Phần 1 trên 2: Phần a');
  await browser.post(`${path}/answers`, { question: '1', answer: '2', go: '2' });
  await browser.post(`${path}/answers`, { question: '1', answer: '3' });
  expect(browser.text('body')).toContain('đã qua nên không nhận thêm');
  await browser.post(`${path}/answers`, { question: '2', answer: '2', go: 'section' });
  await begin(2);
  await browser.get(`${path}/summary`);
  await browser.post(`${path}/submission`);
  expect(browser.text('main')).toContain('Cảm ơn');
});
