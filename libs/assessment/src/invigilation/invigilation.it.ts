import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { Accommodations, type Grant } from '../accommodation/accommodations.service.js';
import { Attempts } from '../attempt/attempts.service.js';
import { Submissions } from '../attempt/submissions.service.js';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { Invigilation } from './invigilation.service.js';

jest.setTimeout(60_000);

const MINUTE = 60_000;
let world: ExamWorld;
let quiz: string;
let invigilator: string;
beforeAll(async () => {
  world = await ExamWorld.open();
  quiz = await world.quiz([single('q1'), single('q2'), single('q3')], {
    draw: [{ tag: 'a', count: 3 }],
    minutes: 30,
    attemptsAllowed: 1,
  });
  invigilator = await world.account();
}, 120_000);
afterAll(() => world?.close());

const grant = (sitter: { enrolmentId: string }, more: Partial<Grant> = {}, grantId = newId()) =>
  world.get(Accommodations).grant([{ enrolmentId: sitter.enrolmentId, quizId: quiz }], {
    ...{
      grantId,
      minutes: 0,
      attempts: 0,
      once: false,
      reason: 'Khuyết tật vận động',
      grantedBy: invigilator,
    },
    ...more,
  });
const pause = (...ids: string[]) =>
  world.get(Invigilation).pause(ids, { actorId: invigilator, reason: 'Mất điện' });
const resume = (...ids: string[]) => world.get(Invigilation).resume(ids, invigilator);
const times = async (attemptId: string) => {
  const [row] = await world.db.query(
    `SELECT started_at, deadline_at, paused_at, status, submitted_by FROM attempt WHERE id = $1`,
    [attemptId],
  );
  return { ...row, minutes: (row.deadline_at - row.started_at) / MINUTE };
};
const audited = async (subjectId: string) =>
  (await world.db.query('SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id', [subjectId])).map(
    (row: { action: string }) => row.action,
  );
const answer = { answers: [{ seq: 1, position: 1, answer: ['2'] }] };

describe('extra time and extra attempts', () => {
  test('granted before the start, the time is there from the start; granted during it, at once; each once', async () => {
    const accountId = await world.account();
    const enrolmentId = newId();
    await grant({ enrolmentId }, { minutes: 20 });
    const { attemptId } = await world.get(Attempts).start({ quizId: quiz, accountId, enrolmentId });
    expect((await times(attemptId)).minutes).toBe(50);
    const act = newId();
    expect(await grant({ enrolmentId }, { minutes: 7, once: true }, act)).toBe(1);
    expect(await grant({ enrolmentId }, { minutes: 7, once: true }, act)).toBe(0);
    expect((await times(attemptId)).minutes).toBe(57);
    expect(await world.get(Accommodations).prolongForgotten()).toBe(0);
    expect(await audited(enrolmentId)).toEqual([
      'assessment.grant-accommodation',
      'assessment.grant-accommodation',
    ]);
    expect(
      (await world.get(Accommodations).list([enrolmentId])).map((each) => [each.minutes, each.attemptNumber]),
    ).toEqual([
      [7, 1],
      [20, null],
    ]);
  });

  test('for the open attempt only: whoever has none gets nothing, and the next attempt is as long as others', async () => {
    expect(await grant({ enrolmentId: newId() }, { minutes: 5, once: true })).toBe(0);
  });

  test('an attempt that started while it was granted is prolonged by the sweep, once', async () => {
    const { attemptId, enrolmentId } = await world.sitting(quiz);
    await world.db.query(
      `INSERT INTO accommodation (id, quiz_id, enrolment_id, extra_minutes, reason, granted_by, grant_id)
       VALUES (uuidv7(), $1, $2, 10, 'x', $3, uuidv7())`,
      [quiz, enrolmentId, invigilator],
    );
    expect(await world.get(Accommodations).prolongForgotten()).toBe(1);
    expect(await world.get(Accommodations).prolongForgotten()).toBe(0);
    expect((await times(attemptId)).minutes).toBe(40);
  });

  test('an extra attempt opens the door that was shut, and the keys stay closed until it is used', async () => {
    const { attemptId, enrolmentId, accountId, browser } = await world.sitting(quiz);
    await browser.json('POST', `/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    const again = () => world.get(Attempts).start({ quizId: quiz, accountId, enrolmentId });
    await expect(again()).rejects.toMatchObject({
      code: 'assessment.no-attempts-left',
      params: { allowed: 1 },
    });
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(200);
    await grant({ enrolmentId }, { attempts: 1 });
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(403);
    expect(await again()).toMatchObject({ resumed: false });
  });
});

describe('a pause', () => {
  test('takes no answer and no submission, shows a calm page, and gives the time back', async () => {
    const { attemptId, browser } = await world.sitting(quiz);
    await browser.json('POST', `/attempts/${attemptId}/answers`, answer);
    expect(await pause(attemptId)).toEqual([attemptId]);
    expect(await pause(attemptId)).toEqual([]);
    const more = { answers: [{ seq: 2, position: 2, answer: ['2'] }] };
    const refused = await browser.json('POST', `/attempts/${attemptId}/answers`, more);
    expect([refused.status, refused.body['code']]).toEqual([409, 'assessment.paused']);
    expect((await browser.json('POST', `/attempts/${attemptId}/submission`)).body['code']).toBe(
      'assessment.paused',
    );
    await browser.post(`/attempts/${attemptId}/answers`, { question: '2', answer: '2', go: '3' });
    expect([browser.status, browser.text('h1')]).toEqual([409, 'Bài đang tạm dừng']);
    expect(browser.text('main')).toContain('chưa được lưu');
    await browser.get(`/attempts/${attemptId}`);
    expect(browser.text('main')).toContain('còn 30:00');

    // An hour goes by: neither the visit nor the sweep closes it.
    await standStill(attemptId, 3600);
    await browser.get(`/attempts/${attemptId}`);
    expect(browser.text('main')).toContain('còn 30:00');
    expect(await world.get(Submissions).closeForgotten()).toBe(0);

    expect(await resume(attemptId)).toEqual([attemptId]);
    expect(await resume(attemptId)).toEqual([]);
    expect((await times(attemptId)).minutes).toBeGreaterThanOrEqual(90);
    const [noted] = await world.db.query(
      `SELECT p.resumed_at - p.paused_at = a.deadline_at - a.started_at - interval '30 minutes' AS same, p.reason
         FROM attempt_pause p JOIN attempt a ON a.id = p.attempt_id WHERE a.id = $1`,
      [attemptId],
    );
    expect(noted).toEqual({ same: true, reason: 'Mất điện' });
    await browser.get(`/attempts/${attemptId}`);
    expect((await browser.json('POST', `/attempts/${attemptId}/answers`, more)).status).toBe(200);
    expect(await audited(attemptId)).toEqual(['attempt.pause', 'attempt.resume']);
  });

  test('an attempt whose time was over before is not brought back', async () => {
    const { attemptId } = await world.sitting(quiz);
    await world.age(attemptId, 31);
    expect(await pause(attemptId)).toEqual([]);
  });
});

describe('other acts', () => {
  test('closing marks what is saved, says so to the learner, and happens once', async () => {
    const { attemptId, browser } = await world.sitting(quiz);
    await browser.json('POST', `/attempts/${attemptId}/answers`, answer);
    await pause(attemptId);
    const act = { actorId: invigilator, reason: 'Dùng tài liệu' };
    await world.get(Invigilation).close(attemptId, act);
    await expect(world.get(Invigilation).close(attemptId, act)).rejects.toMatchObject({
      code: 'assessment.not-sitting',
    });
    expect(await times(attemptId)).toMatchObject({ status: 'submitted', submitted_by: 'invigilator' });
    const late = await browser.json('POST', `/attempts/${attemptId}/answers`, answer);
    expect([late.status, late.body['code']]).toEqual([409, 'assessment.closed-by-invigilator']);
    expect(String(late.body['detail'])).toContain('1/3');
    expect(
      await world.db.query(`SELECT 1 FROM outbox WHERE type = 'AttemptSubmitted' AND aggregate_id = $1`, [
        attemptId,
      ]),
    ).toHaveLength(1);
    expect(
      await world.db.query('SELECT 1 FROM attempt_pause WHERE attempt_id = $1 AND resumed_at IS NULL', [
        attemptId,
      ]),
    ).toEqual([]);
  });

  test('releasing the device cuts it off; the learner goes on at another by their own act', async () => {
    const { attemptId, browser, accountId } = await world.sitting(quiz);
    await world.get(Invigilation).releaseDevice(attemptId, invigilator);
    expect((await browser.json('POST', `/attempts/${attemptId}/answers`, answer)).body['code']).toBe(
      'assessment.other-device',
    );
    const laptop = world.browser(accountId);
    await laptop.get(`/attempts/${attemptId}`);
    await laptop.post(`/attempts/${attemptId}/device`);
    expect(laptop.page.querySelector('[data-player]')?.getAttribute('data-next-seq')).toBe('200001');
    expect(await audited(attemptId)).toEqual(['attempt.release-device', 'attempt.take-over-device']);
  });
});

test('the open page hears of extra time, of a pause and of the end', async () => {
  const { attemptId, enrolmentId, accountId, sessionId } = await world.sitting(quiz);
  const { name, value } = world.cookie(accountId, sessionId);
  const response = await fetch(`${await world.listen()}/attempts/${attemptId}/clock/changes`, {
    headers: { cookie: `${name}=${value}` },
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const states = eventsOf(response);
  const next = async () => (await states.next()).value as { endsAt: string; paused: boolean; status: string };
  const first = await next();
  expect(first).toMatchObject({ status: 'open', paused: false });
  await grant({ enrolmentId }, { minutes: 15 });
  expect(Date.parse((await next()).endsAt) - Date.parse(first.endsAt)).toBe(15 * MINUTE);
  await pause(attemptId);
  expect(await next()).toMatchObject({ paused: true });
  await resume(attemptId);
  expect(await next()).toMatchObject({ paused: false });
  await world.get(Invigilation).close(attemptId, { actorId: invigilator, reason: 'Hết buổi' });
  expect(await next()).toMatchObject({ status: 'submitted' });
  await states.return(undefined);
  const { browser: stranger } = await world.sitting(quiz);
  expect((await stranger.json('GET', `/attempts/${attemptId}/clock`)).status).toBe(404);
});

/** Time goes by for an attempt while it is paused. */
async function standStill(attemptId: string, seconds: number): Promise<void> {
  await world.db.query(
    `WITH gone AS (UPDATE attempt_pause SET paused_at = paused_at - $2 * interval '1 second'
                    WHERE attempt_id = $1 AND resumed_at IS NULL RETURNING attempt_id)
     UPDATE attempt SET started_at = started_at - $2 * interval '1 second', paused_at = paused_at - $2 * interval '1 second',
            deadline_at = deadline_at - $2 * interval '1 second' FROM gone WHERE id = attempt_id`,
    [attemptId, seconds],
  );
}

async function* eventsOf(response: Response): AsyncGenerator<object> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() as string;
    for (const part of parts) {
      const data = part.split('\n').find((line) => line.startsWith('data: '));
      if (data) yield JSON.parse(data.slice(6)) as object;
    }
  }
}
