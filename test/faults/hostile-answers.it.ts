import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ExamWorld, Grading, single } from '#assessment/testing';

jest.setTimeout(60_000);

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open({ databasePool: 8 });
}, 120_000);
afterAll(() => world?.close());

const typed = (externalId: string) =>
  single(externalId, { type: 'short-answer', body: { accepted: [{ text: 'Hà Nội' }] } });
const rowsOf = (attemptId: string): Promise<{ answer: string[] }[]> =>
  world.db.query('SELECT answer FROM answer_journal WHERE attempt_id = $1', [attemptId]);

test('five hundred racing submits of twenty attempts: each closes once, tells once, is graded once', async () => {
  const quizId = await world.quiz([single('q1')]);
  const sittings = [];
  for (let n = 0; n < 20; n++) sittings.push(await world.sitting(quizId));
  const answers = await Promise.all(
    sittings.flatMap(({ browser, attemptId }) =>
      Array.from({ length: 25 }, () =>
        browser.json<{ outcome: string }>('POST', `/attempts/${attemptId}/submission`),
      ),
    ),
  );
  expect(answers.filter(({ body }) => body.outcome === 'submitted')).toHaveLength(20);
  expect(answers.filter(({ body }) => body.outcome === 'already')).toHaveLength(480);
  const ids = sittings.map(({ attemptId }) => attemptId);
  const grading = world.get(Grading);
  await Promise.all([grading.grade(ids), grading.grade(ids), grading.grade([...ids].reverse())]);
  const [counted] = await world.db.query(
    `SELECT (SELECT count(*)::int FROM outbox WHERE type = 'AttemptSubmitted' AND aggregate_id = ANY ($1::uuid[])) AS told,
            (SELECT count(*)::int FROM grade WHERE attempt_id = ANY ($1::uuid[])) AS graded,
            (SELECT count(*)::int FROM attempt WHERE id = ANY ($1::uuid[]) AND status = 'graded') AS closed`,
    [ids],
  );
  expect(counted).toEqual({ told: 20, graded: 20, closed: 20 });
});

test.each([
  ['a NUL', 'Hà\u0000Nội'],
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['half a character', 'Hà \uD800Nội'],
])('a typed answer with %s is refused or kept harmless, and never breaks the attempt', async (_, text) => {
  const quizId = await world.quiz([typed('t1')]);
  const { browser, attemptId } = await world.sitting(quizId);
  const sent = await browser.json('POST', `/attempts/${attemptId}/answers`, {
    answers: [{ seq: 1, position: 1, answer: [text] }],
  });
  expect([200, 413, 422]).toContain(sent.status);
  await browser.get(`/attempts/${attemptId}`);
  await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: text, go: 'summary' });
  expect([200, 413, 422]).toContain(browser.status);
  for (const { answer } of await rowsOf(attemptId)) {
    expect(answer.join('').length).toBeLessThan(3000);
    expect(answer.join('')).not.toContain('\u0000');
  }
  await browser.get(`/attempts/${attemptId}`);
  expect(browser.status).toBe(200);
  const good = await browser.json('POST', `/attempts/${attemptId}/answers`, {
    answers: [{ seq: 9, position: 1, answer: ['Hà Nội'] }],
  });
  expect(good.status).toBe(200);
});

test('marks that turn text round are shown as text, and markup as text', async () => {
  const quizId = await world.quiz([typed('t1')]);
  const { browser, attemptId } = await world.sitting(quizId);
  const text = 'Hà\u202E<script>alert(1)</script>';
  await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: text });
  expect(browser.status).toBe(200);
  await browser.get(`/attempts/${attemptId}?question=1`);
  expect(browser.page.querySelector('main script')).toBeNull();
  expect(await rowsOf(attemptId)).toHaveLength(1);
});

test('a replay of an old request, after newer answers and after handing in, changes nothing', async () => {
  const quizId = await world.quiz([single('q1')]);
  const { browser, attemptId } = await world.sitting(quizId);
  const old = { answers: [{ seq: 1, position: 1, answer: ['1'] }] };
  await browser.json('POST', `/attempts/${attemptId}/answers`, old);
  await browser.json('POST', `/attempts/${attemptId}/answers`, {
    answers: [{ seq: 2, position: 1, answer: ['2'] }],
  });
  const before = await rowsOf(attemptId);
  expect((await browser.json('POST', `/attempts/${attemptId}/answers`, old)).status).toBe(200);
  expect(await rowsOf(attemptId)).toEqual(before);
  await browser.json('POST', `/attempts/${attemptId}/submission`);
  expect((await browser.json('POST', `/attempts/${attemptId}/answers`, old)).status).toBe(409);
  expect(await rowsOf(attemptId)).toEqual(before);
});
