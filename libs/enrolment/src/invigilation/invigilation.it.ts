import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { LearningWorld } from '../testing/learning-world.js';
import { makeEnrolment } from '../testing/make-class.js';

jest.setTimeout(60_000);

let world: LearningWorld;
let classId: string;
let invigilator: string;
let communal: string;
let elsewhere: string;
let units: string[];
let made: { courseId: string; versionId: string };

beforeAll(async () => {
  world = await LearningWorld.open();
  const { fixture } = world;
  units = [await fixture.commune('T1-02', 'Xã Thử Hai'), await fixture.commune('T1-03', 'Xã Thử Ba')];
  invigilator = await fixture.official('invigilator', fixture.unitId, 'Giám Thị Một');
  communal = await fixture.official('invigilator', units[0], 'Giám Thị Xã');
  const { makeUnit } = await import('#organisation/testing');
  elsewhere = await fixture.official(
    'invigilator',
    await makeUnit(world.db, { path: 'vn.T9', name: 'Nơi khác' }),
  );
  made = await fixture.course(1, await world.quiz(1));
  classId = await fixture.trainingClass(made.courseId);
}, 120_000);
afterAll(() => world?.close());

/** Somebody of the class who has studied all of it; sits the examination when asked to. */
async function learner(fullName: string, unitId: string, sits: boolean) {
  const accountId = await world.fixture.person(fullName, 'official', unitId);
  const { versionId } = made;
  const id = await makeEnrolment(world.db, { accountId, classId, versionId, unitId, lessonsTotal: 1 });
  const browser = world.as(accountId);
  if (!sits) return { id, browser, attemptId: '' };
  await browser.get(`/learn/${id}`);
  await browser.post(`/learn/${id}/lessons/bai-1/completion`);
  await browser.post(`/learn/${id}/attempts`);
  const attemptId = browser.url.split('/')[2] as string;
  await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: '1', go: '2' });
  return { id, browser, attemptId };
}
const minutesOf = async (attemptId: string): Promise<number> =>
  (
    await world.db.query(
      'SELECT extract(epoch FROM deadline_at - started_at)::float8 / 60 AS n FROM attempt WHERE id = $1',
      [attemptId],
    )
  )[0].n;
const names = (browser: { page: { querySelectorAll(selector: string): { text: string }[] } }) =>
  browser.page.querySelectorAll('tbody th a').map((cell) => cell.text.trim());

test('a room shows who has not begun, who sits and who has handed in, within one’s units; no answers, no marks', async () => {
  const sitting = await learner('Nguyễn Thị Bình', units[0] as string, true);
  const other = await learner('Trần Văn Chung', units[1] as string, true);
  await learner('Lê Văn An', units[0] as string, false);
  await other.browser.post(`/attempts/${other.attemptId}/submission`);

  const browser = world.as(invigilator);
  await browser.get('/invigilation');
  expect(browser.text('tbody')).toContain('Khóa thử');
  await browser.get(`/invigilation/${classId}`);
  expect(names(browser)).toEqual(['Lê Văn An', 'Nguyễn Thị Bình', 'Trần Văn Chung']);
  expect(browser.text('tbody')).toMatch(
    /Lê Văn An .*Chưa bắt đầu – .*Nguyễn Thị Bình .*Mất kết nối 1\/2 .*Đã nộp 1\/2/,
  );
  expect(browser.page.querySelector('#room')?.getAttribute('hx-trigger')).toBe('every 10s');
  await browser.get(`/invigilation/${classId}?state=submitted`);
  expect(names(browser)).toEqual(['Trần Văn Chung']);
  await browser.get(`/invigilation/${classId}?q=binh`);
  expect(names(browser)).toEqual(['Nguyễn Thị Bình']);
  await browser.get(`/invigilation/${classId}/people/${other.id}`);
  expect(browser.text('[aria-labelledby=story]')).toContain('Người học nộp bài');

  const commune = world.as(communal);
  await commune.get(`/invigilation/${classId}`);
  expect(names(commune)).toEqual(['Lê Văn An', 'Nguyễn Thị Bình']);
  await commune.get(`/invigilation/${classId}/people/${other.id}`);
  expect(commune.status).toBe(404);
  const stranger = world.as(elsewhere);
  await stranger.get('/invigilation');
  expect(stranger.page.querySelectorAll('tbody tr')).toEqual([]);
  for (const path of [
    classId,
    `${classId}/people/${sitting.id}`,
    `${classId}/pause`,
    `${classId}/accommodations`,
  ]) {
    await stranger.get(`/invigilation/${path}`);
    expect(stranger.status).toBe(404);
  }
  await sitting.browser.get('/invigilation');
  expect(sitting.browser.status).toBe(403);
});

test('one person gets more time and another attempt with a reason, and the list tells who granted it', async () => {
  const { id, attemptId, browser: learning } = await learner('Phạm Thị Dung', units[0] as string, true);
  const before = await minutesOf(attemptId);
  const browser = world.as(invigilator);
  const person = `/invigilation/${classId}/people/${id}`;
  await browser.get(`${person}/time`);
  await browser.post(`${person}/time`, { minutes: '15', attempts: '0', reason: ' ' });
  expect(browser.status).toBe(422);
  expect(browser.text('main')).toContain('Hãy ghi lý do');
  expect(browser.page.querySelector('#minutes')?.getAttribute('value')).toBe('15');
  await browser.post(`${person}/time`, { minutes: '15', attempts: '1', reason: 'Tay đau' });
  expect(browser.url).toBe(person);
  expect(browser.text('[aria-labelledby=granted]')).toMatch(/15 phút, 1 lượt .*Tay đau Giám Thị Một/);
  expect(await minutesOf(attemptId)).toBe(before + 15);

  await browser.post(`${person}/closing`, { reason: 'Hỏi bài' });
  expect(browser.text('[aria-labelledby=story]')).toContain('Giám thị kết thúc bài: Hỏi bài');
  await world.job('assessment.grade-attempts', { ids: [attemptId] });
  await learning.get(`/learn/${id}`);
  expect(learning.text('main')).toContain('còn 1 lượt');
  await learning.post(`/learn/${id}/attempts`);
  expect(await minutesOf(learning.url.split('/')[2] as string)).toBe(before + 15);
  await browser.get(`/invigilation/${classId}/accommodations`);
  expect(names(browser)).toEqual(['Phạm Thị Dung']);
});

test('a room is paused and goes on as one, only those in it', async () => {
  const here = await learner('Vũ Thị Em', units[0] as string, true);
  const there = await learner('Vũ Văn Giang', units[1] as string, true);
  const browser = world.as(invigilator);
  await browser.get(`/invigilation/${classId}/pause?q=xã thử hai`);
  expect(browser.text('form[method=post] p')).toContain('“xã thử hai”');
  await browser.post(`/invigilation/${classId}/pause`, { q: 'xã thử hai', reason: 'Mất điện' });
  expect(browser.text('#flash')).toMatch(/Đã tạm dừng \d+ bài/);
  await here.browser.get(`/attempts/${here.attemptId}`);
  expect(here.browser.text('h1')).toBe('Bài đang tạm dừng');
  await there.browser.get(`/attempts/${there.attemptId}`);
  expect(there.browser.text('h1')).not.toBe('Bài đang tạm dừng');
  expect(browser.text('#room')).toContain('đang tạm dừng');
  await browser.post(`/invigilation/${classId}/resumption`, { q: '' });
  await here.browser.get(`/attempts/${here.attemptId}`);
  expect(here.browser.text('h1')).not.toBe('Bài đang tạm dừng');

  await browser.post(`/invigilation/${classId}/people/${here.id}/device`);
  await here.browser.get(`/attempts/${here.attemptId}`);
  expect(here.browser.text('h1')).toBe('Bài đang mở trên thiết bị khác');
  await browser.post(`/invigilation/${classId}/people/${there.id}/pause`, { reason: 'Đi vệ sinh' });
  expect(browser.text('[aria-labelledby=now]')).toContain('Tạm dừng');
});

test('more than a hundred people get it by a task, which run again gives nobody anything twice', async () => {
  const { versionId } = made;
  for (let n = 0; n < 100; n++) {
    const accountId = await world.fixture.person(`Học Viên ${n}`);
    await makeEnrolment(world.db, { accountId, classId, versionId, unitId: units[1] as string });
  }
  const { attemptId } = await learner('Bùi Văn Hùng', units[1] as string, true);
  const before = await minutesOf(attemptId);
  const browser = world.as(invigilator);
  await browser.get(`/invigilation/${classId}/time`);
  await browser.post(`/invigilation/${classId}/time`, {
    q: '',
    minutes: '5',
    attempts: '0',
    reason: 'Báo cháy',
  });
  expect(browser.url).toMatch(/^\/tasks\//);
  const taskId = browser.url.split('/')[2];
  await world.job('platform.run-task', { taskId });
  expect(await minutesOf(attemptId)).toBe(before + 5);
  await world.db.query(`UPDATE task SET status = 'waiting', checkpoint = NULL WHERE id = $1`, [taskId]);
  await world.job('platform.run-task', { taskId });
  expect(await minutesOf(attemptId)).toBe(before + 5);
});
