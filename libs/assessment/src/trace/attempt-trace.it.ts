import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import { Accommodations } from '../accommodation/accommodations.service.js';
import { Grading } from '../grading/grading.service.js';
import { Invigilation } from '../invigilation/invigilation.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { AttemptTrace } from './attempt-trace.js';

jest.setTimeout(60_000);

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open();
}, 120_000);
afterAll(() => world?.close());

test('the story of an attempt holds all that happened to it, in order, and names nobody', async () => {
  const quizId = await world.quiz([single('q1'), single('q2')], { minutes: 20 });
  const by = await world.account();
  const { attemptId, enrolmentId, accountId, browser } = await world.sitting(quizId);
  const save = (seq: number, more: object) =>
    browser.json('POST', `/attempts/${attemptId}/answers`, { answers: [{ seq, position: 1, ...more }] });
  await save(1, { answer: ['2'] });
  await save(2, { answer: [], flagged: true });
  const act = { actorId: by, reason: 'Mất điện' };
  await world.get(Invigilation).pause([attemptId], act);
  await world.get(Invigilation).resume([attemptId], by);
  const extra = { minutes: 5, attempts: 0, once: true, reason: 'Máy hỏng', grantedBy: by, grantId: newId() };
  await world.get(Accommodations).grant([{ enrolmentId, quizId }], extra);
  await world.get(Invigilation).releaseDevice(attemptId, by);
  const laptop = world.browser(accountId);
  await laptop.get(`/attempts/${attemptId}`);
  await laptop.post(`/attempts/${attemptId}/device`);
  await world.get(Invigilation).close(attemptId, { actorId: by, reason: 'Dùng tài liệu' });
  await world.get(Grading).grade([attemptId]);

  const { attempt, events } = await world.get(AttemptTrace).of(attemptId);
  expect(attempt).toMatchObject({ status: 'graded', submittedBy: 'invigilator', questions: 2, number: 1 });
  expect(events.map(({ at: _, ...event }) => event)).toEqual([
    { kind: 'started', questions: 2, minutes: 20 },
    { kind: 'answered', seq: 1, question: 1, answer: [expect.stringMatching(/^[a-d]$/)], flagged: null },
    { kind: 'answered', seq: 2, question: 1, answer: [], flagged: true },
    { kind: 'paused', by, reason: 'Mất điện' },
    { kind: 'resumed', by, seconds: expect.any(Number) },
    { kind: 'granted', by, minutes: 5, attempts: 0, reason: 'Máy hỏng' },
    { kind: 'device-released', by },
    { kind: 'took-over-device', by: accountId },
    { kind: 'closed', by, reason: 'Dùng tài liệu' },
    { kind: 'graded', revision: 1, marks: 0, of: 2, scoreBp: 0, passed: false },
  ]);
  expect(JSON.stringify({ attempt, events })).not.toContain('Phạm Thị');
});

test('there is no story of what is not there', async () => {
  await expect(world.get(AttemptTrace).of(newId())).rejects.toBeInstanceOf(NotFound);
  await expect(world.get(AttemptTrace).of('x')).rejects.toBeInstanceOf(NotFound);
});
