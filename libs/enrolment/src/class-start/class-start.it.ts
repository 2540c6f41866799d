import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { TaskRepository } from '#platform/tasks';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';
import { StartsAhead } from './starts-ahead.sweep.js';

jest.setTimeout(60_000);

let world: LearningWorld;
let admin: string;
beforeAll(async () => {
  world = await LearningWorld.open();
  admin = await world.fixture.official('programme-admin');
});
afterAll(() => world?.close());

/** So many minutes from now as the field of the form wants it, in whole minutes. */
const fieldAt = (minutes: number) =>
  new Date(Date.now() + (minutes + 7 * 60) * 60_000).toISOString().slice(0, 16);
const set = async (classId: string, at: string, spread = '20') => {
  const browser = world.as(admin);
  await browser.get(`/classes/${classId}/start`);
  const revision = browser.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '0';
  await browser.post(`/classes/${classId}/start`, { at, spread, revision });
  return browser;
};
const taskOf = async (classId: string): Promise<string | null> =>
  (await world.db.query('SELECT task_id AS id FROM class_start WHERE class_id = $1', [classId]))[0]?.id;
const runTask = async (classId: string) => {
  const taskId = (await taskOf(classId)) as string;
  await world.job('platform.run-task', { taskId });
  return world.get(TaskRepository).find(taskId);
};
const formOf = async (id: string) =>
  (await world.db.query('SELECT * FROM prepared_attempt WHERE enrolment_id = $1', [id]))[0];
const attemptsOf = (id: string) => world.db.query('SELECT * FROM attempt WHERE enrolment_id = $1', [id]);
/** Moves the common start, as time would. */
const move = (classId: string, by: string) =>
  world.db.query('UPDATE class_start SET starts_at = starts_at + $2::interval WHERE class_id = $1', [
    classId,
    by,
  ]);

/** Somebody who may sit, in a class that begins in half an hour and is prepared. */
async function waiting(spread = '20') {
  const learner = await Learner.enrol(world, 1);
  await learner.finish(1);
  await set(learner.course.classId, fieldAt(30), spread);
  await runTask(learner.course.classId);
  return learner;
}
const start = (learner: Learner) => learner.browser.post(`/learn/${learner.id}/waiting-room/attempts`);

describe('the common start of a class', () => {
  test('is set with a time ahead on a day of the class; in the audit; taken away by an empty field', async () => {
    const { classId } = (await Learner.enrol(world, 1)).course;
    for (const [at, spread, said] of [
      [fieldAt(-5), '20', 'phải ở phía trước'],
      [fieldAt(60 * 24 * 90), '20', 'trong thời gian của lớp'],
      ['mai', '20', 'Ghi ngày và giờ'],
      [fieldAt(300), '61', 'từ 0 đến 60'],
    ] as const) {
      const refused = await set(classId, at, spread);
      expect([refused.status, refused.text('.error-text')]).toEqual([422, expect.stringContaining(said)]);
    }
    const browser = await set(classId, fieldAt(300), '10');
    expect(browser.text('#flash')).toContain('Đã lưu giờ bắt đầu chung');
    expect(browser.text('#preparation')).toContain('Chưa đến lúc');
    expect(await taskOf(classId)).toBeNull();
    expect((await set(classId, '')).text('#flash')).toContain('không còn giờ');
    const audited = await world.db.query('SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id', [
      classId,
    ]);
    expect(audited.map(({ action }: { action: string }) => action)).toEqual([
      'enrolment.set-start',
      'enrolment.clear-start',
    ]);
  });

  test('only by who runs the class; a form from before another change is refused', async () => {
    const { classId } = (await Learner.enrol(world, 1)).course;
    const other = world.as(await world.fixture.official('unit-manager'));
    await other.get(`/classes/${classId}/start`);
    expect(other.status).toBe(403);
    await set(classId, fieldAt(300));
    const late = world.as(admin);
    await late.get(`/classes/${classId}/start`);
    await late.post(`/classes/${classId}/start`, { at: '', spread: '20', revision: '0' });
    expect(late.status).toBe(409);
  });

  test('is prepared at once when it is near, else by the sweep an hour ahead; again by hand for who came later', async () => {
    const learner = await Learner.enrol(world, 1);
    const { classId } = learner.course;
    await set(classId, fieldAt(180));
    expect(await world.get(StartsAhead).sweep()).toBe(0);
    await move(classId, '-121 minutes');
    expect(await world.get(StartsAhead).sweep()).toBe(1);
    expect(await runTask(classId)).toMatchObject({
      status: 'done',
      done: 1,
      result: { counts: { prepared: 1 } },
    });
    const first = await formOf(learner.id);
    const late = world.as(await world.fixture.person());
    await late.get(`/courses/${learner.course.slug}`);
    await late.post(`/courses/${learner.course.slug}/enrolments`, { classId });
    const browser = world.as(admin);
    await browser.get(`/classes/${classId}/start`);
    expect(browser.text('#preparation')).toContain('Đã chuẩn bị 1 bài, 0 người đã bắt đầu, trên 2 học viên');
    await browser.post(`/classes/${classId}/start/preparation`);
    expect(browser.text('#flash')).toContain('Đang chuẩn bị');
    expect((await runTask(classId))?.result?.counts).toEqual({ prepared: 1 });
    await browser.get(`/classes/${classId}/start`);
    expect(browser.text('#preparation')).toContain('2/2');
    expect(await formOf(learner.id)).toEqual(first);
  });

  test('the preparation of many is stopped after a batch and goes on behind it', async () => {
    const { course } = await Learner.enrol(world, 1);
    await world.db.query(
      `WITH made AS (INSERT INTO account (id, username, status)
         SELECT uuidv7(), 'dong-' || n, 'active' FROM generate_series(1, 700) n RETURNING id)
       INSERT INTO enrolment (id, class_id, account_id, course_version_id, target_group, source, lessons_total)
       SELECT uuidv7(), $1, id, $2, 'official', 'list', 1 FROM made`,
      [course.classId, course.versionId],
    );
    await set(course.classId, fieldAt(30));
    const taskId = (await taskOf(course.classId)) as string;
    await world.db.query('UPDATE task SET cancel_requested = true WHERE id = $1', [taskId]);
    expect(await runTask(course.classId)).toMatchObject({ status: 'cancelled', done: 500, total: 701 });
    const seeds = () => world.db.query('SELECT enrolment_id, seed FROM prepared_attempt ORDER BY 1');
    const half = await seeds();
    await world.get(TaskRepository).resume(taskId);
    expect(await runTask(course.classId)).toMatchObject({ status: 'done', done: 701 });
    expect(await seeds()).toEqual(expect.arrayContaining(half));
    const browser = world.as(admin);
    await browser.get(`/classes/${course.classId}/start`);
    expect(browser.text('#preparation')).toContain('701/701');
  });
});

describe('the waiting room', () => {
  test('tells the time and counts by the server; before it nobody starts, by any way, and nothing leaks', async () => {
    const learner = await waiting();
    const { browser, id } = learner;
    await browser.get(`/learn/${id}`);
    const said = [browser.page.toString()];
    expect(browser.text('#exam')).toContain('Cả lớp bắt đầu cùng lúc');
    expect(browser.page.querySelector('#exam form')).toBeNull();
    await browser.get(`/learn/${id}/waiting-room`);
    said.push(browser.page.toString());
    expect(browser.page.querySelector('[data-start] button')?.hasAttribute('disabled')).toBe(true);
    expect(browser.page.toString()).toMatch(/<noscript><meta http-equiv="refresh" content="120">/);
    const timer = browser.page.querySelector('[data-countdown]');
    const [{ opens }] = await world.db.query(
      'SELECT starts_at AS opens FROM class_start WHERE class_id = $1',
      [learner.course.classId],
    );
    const own = Date.parse(timer?.getAttribute('data-countdown') ?? '') - opens.getTime();
    expect(own).toBeGreaterThanOrEqual(0);
    expect(own).toBeLessThan(20_000);
    for (const way of ['/waiting-room/attempts', '/attempts']) {
      await browser.post(`/learn/${id}${way}`);
      expect(browser.url).toBe(`/learn/${id}/waiting-room`);
      expect(browser.text('#flash')).toContain('Chưa đến giờ. Cả lớp bắt đầu lúc');
      said.push(browser.page.toString());
    }
    const api = await browser.json('POST', `/api/my/enrolments/${id}/attempts`);
    expect([api.status, api.body['code']]).toEqual([409, 'enrolment.start-ahead']);
    const { body } = await browser.json('GET', `/api/my/enrolments/${id}`);
    said.push(JSON.stringify([api.body, body]));
    expect(body['nextStep']).toBe('wait-for-start');
    expect(await attemptsOf(id)).toEqual([]);
    const { seed, items } = await formOf(id);
    for (const secret of [
      seed,
      'Câu 0',
      'Câu 1',
      ...items.map((item: { questionVersionId: string }) => item.questionVersionId),
    ])
      expect(said.join('\n')).not.toContain(secret);
  });

  test('opens at one’s own moment of the spread, by the clock of the database alone', async () => {
    const learner = await waiting('60');
    const { browser, id, course } = learner;
    await browser.get(`/learn/${id}/waiting-room`);
    const own = Date.parse(browser.page.querySelector('[data-countdown]')!.getAttribute('data-countdown')!);
    const to = (moment: string) =>
      world.db.query(
        `UPDATE class_start SET starts_at = starts_at + (now() - $2::timestamptz) ${moment}
        WHERE class_id = $1`,
        [course.classId, new Date(own)],
      );
    await to(`+ interval '20 seconds'`);
    // The machine of the web process is an hour ahead.
    const now = Date.now();
    jest.useFakeTimers({ now: now + 3_600_000, doNotFake: EVERYTHING_ELSE });
    try {
      await start(learner);
      expect(browser.url).toBe(`/learn/${id}/waiting-room`);
      expect(await attemptsOf(id)).toEqual([]);
      jest.setSystemTime(now - 7_200_000);
      await move(course.classId, '-21 seconds');
      const { items, seed } = await formOf(id);
      await browser.get(`/learn/${id}/waiting-room`);
      expect(browser.page.querySelector('[data-start] button')?.hasAttribute('disabled')).toBe(false);
      await start(learner);
      expect(browser.url).toMatch(/^\/attempts\//);
      const [attempt] = await attemptsOf(id);
      expect(attempt).toMatchObject({ items, seed, number: 1, status: 'open' });
      expect(attempt.deadline_at - attempt.started_at).toBe(30 * 60_000);
      expect(Math.abs(attempt.started_at.getTime() - now)).toBeLessThan(60_000);
    } finally {
      jest.useRealTimers();
    }
    await browser.get(`/learn/${id}/waiting-room`);
    expect(browser.url).toBe(`/learn/${id}#exam`);
  });

  test('the door holds for what was prepared: lessons, days of the class, the person, and the way out', async () => {
    const learner = await Learner.enrol(world, 1);
    const { classId } = learner.course;
    await set(classId, fieldAt(30));
    await runTask(classId);
    await move(classId, '-31 minutes');
    await learner.browser.get(`/learn/${learner.id}`);
    await start(learner);
    expect(learner.browser.text('#flash')).toContain('Còn 1 bài chưa học');
    await learner.finish(1);
    await world.moveClass(classId, -30, -3);
    await start(learner);
    expect(learner.browser.text('#flash')).toContain('Lớp đã kết thúc');
    await world.moveClass(classId, -30, 3);
    const stranger = world.as(await world.fixture.person());
    await stranger.get(`/learn/${learner.id}/waiting-room`);
    expect(stranger.status).toBe(404);
    await stranger.get('/my-learning');
    await stranger.post(`/learn/${learner.id}/waiting-room/attempts`);
    expect(stranger.status).toBe(404);
    expect(await attemptsOf(learner.id)).toEqual([]);
    await world.db.query(`UPDATE enrolment SET status = 'withdrawn', withdrawn_at = now() WHERE id = $1`, [
      learner.id,
    ]);
    await start(learner);
    expect(await attemptsOf(learner.id)).toEqual([]);
    await world.get(StartsAhead).sweep();
    expect(await formOf(learner.id)).toBeUndefined();
  });

  const rule = (classId: string) =>
    world.db.query(`INSERT INTO retake_policy VALUES ($1, 4, 15, 'latest')`, [classId]);

  test('whoever was not prepared starts as usual; a class rules its retakes for both', async () => {
    const learner = await waiting('0');
    const { browser, id, course } = learner;
    await rule(course.classId);
    await world.db.query('DELETE FROM prepared_attempt WHERE enrolment_id = $1', [id]);
    await move(course.classId, '-31 minutes');
    await browser.get(`/learn/${id}`);
    expect(browser.page.querySelector('#exam form')?.getAttribute('action')).toContain(
      '/waiting-room/attempts',
    );
    await start(learner);
    const [plain] = await attemptsOf(id);
    const other = await waiting('0');
    await rule(other.course.classId);
    await move(other.course.classId, '-31 minutes');
    await start(other);
    const [ahead] = await attemptsOf(other.id);
    expect([ahead.retakes, plain.retakes]).toEqual(
      Array(2).fill({ attempts: 4, waitMinutes: 15, counted: 'latest' }),
    );
  });

  test('a new version of the course leaves the form of who studies the old one, and gives newcomers theirs', async () => {
    const learner = await waiting('0');
    const { courseId, classId, slug } = learner.course;
    const before = await formOf(learner.id);
    const quizId = await world.quiz(2, 1);
    await world.fixture.publish(courseId, 2, 1, quizId);
    const account = await world.fixture.person();
    const late = world.as(account);
    await late.get(`/courses/${slug}`);
    await late.post(`/courses/${slug}/enrolments`, { classId });
    const browser = world.as(admin);
    await browser.get(`/classes/${classId}/start`);
    await browser.post(`/classes/${classId}/start/preparation`);
    await runTask(classId);
    expect(await formOf(learner.id)).toEqual(before);
    const [{ id }] = await world.db.query('SELECT id FROM enrolment WHERE account_id = $1', [account]);
    expect((await formOf(id)).quiz_id).toBe(quizId);
  });
});

const EVERYTHING_ELSE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];
