import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '#platform/logging';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { CANARY, single } from '../testing/questions.js';

const lines: string[] = [];
let world: ExamWorld;
beforeAll(async () => {
  const logger = createLogger('trace', 'test', { write: (line) => void lines.push(line) });
  world = await ExamWorld.open({ logLevel: 'trace' }, { logger });
}, 120_000);
afterAll(() => world?.close());

test('no line of the log holds a key or an answer, at the finest level: neither of what goes well nor of what breaks', async () => {
  const body = { accepted: [{ text: CANARY }] };
  const quiz = await world.quiz([single('q1', { type: 'short-answer', stem: `${CANARY}?`, body })]);
  const { browser, attemptId } = await world.sitting(quiz);
  const path = `/attempts/${attemptId}`;
  for (const page of ['', '/paper', '/summary', '/review']) await browser.get(`${path}${page}`);
  const save = async (answer: unknown, seq: number) =>
    (await browser.json('POST', `${path}/answers`, { answers: [{ seq, position: 1, answer }] })).status;
  expect([await save([CANARY], 1), await save(CANARY, 2), await save(['x'.repeat(3000)], 3)]).toEqual([
    200, 422, 422,
  ]);
  await browser.post(`${path}/answers?${new URLSearchParams({ q: CANARY })}`, { question: CANARY });
  // PostgreSQL's own words of a failure quote the row.
  await world.db.query(
    `ALTER TABLE answer_journal ADD CONSTRAINT broken CHECK (answer::text NOT LIKE '%lần hai%')`,
  );
  expect(await save([`${CANARY} lần hai`], 4)).toBe(500);
  await browser.post(`${path}/submission`);
  await world.get(Grading).grade([attemptId]);
  await browser.get(`${path}/result`);

  expect(lines.join('')).toContain('violates check constraint');
  expect(lines.filter((line) => line.includes(CANARY) || line.includes('accepted'))).toEqual([]);
});
