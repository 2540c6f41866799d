import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

// Whole journeys, on machines that may be busy with other suites.
jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

/** Somebody else in the class of a learner, with the same facts as of this moment. */
async function classmate({ course, id }: Learner, fullName: string) {
  const accountId = await world.fixture.person();
  await world.db.query('UPDATE person SET full_name = $2 WHERE account_id = $1', [accountId, fullName]);
  const browser = world.as(accountId);
  await browser.get(`/courses/${course.slug}`);
  await browser.post(`/courses/${course.slug}/enrolments`, { classId: course.classId });
  const [row] = await world.db.query('SELECT id FROM enrolment WHERE account_id = $1', [accountId]);
  await world.db.query(
    `INSERT INTO lesson_progress (enrolment_id, lesson_key, completed_at)
     SELECT $1, lesson_key, now() FROM lesson_progress WHERE enrolment_id = $2`,
    [row.id, id],
  );
  await world.db.query(
    `UPDATE enrolment e SET status = o.status, started_at = o.started_at, last_lesson_key = o.last_lesson_key
     FROM enrolment o WHERE e.id = $1 AND o.id = $2`,
    [row.id, id],
  );
  return { browser, accountId, id: row.id as string };
}

test('learners who are equally far are shown the same page, each with their own addresses and token', async () => {
  const first = await Learner.enrol(world);
  await first.finish(1);
  const second = await classmate(first, 'Trần Thị Kín Đáo');
  const url = `/courses/${first.course.slug}`;
  await first.browser.get(url);
  await second.browser.get(url);
  const [one, two] = [first.browser.page.toString(), second.browser.page.toString()];
  expect(one).toContain(`/learn/${first.id}/lessons/bai-2`);
  expect(one).not.toContain(second.id);
  expect(two).toContain(`/learn/${second.id}/lessons/bai-2`);
  for (const secret of [first.id, first.accountId, first.browser.csrf()]) expect(two).not.toContain(secret);
  expect(one).not.toMatch(/Kín Đáo/);
  expect(first.browser.text('.course-main')).toBe(second.browser.text('.course-main'));
  expect(one + two).not.toMatch(/(enrolment|attempt|csrf|nonce)-[\w-]{16}/);
});

test('one who did not begin posts the form of their own enrolment with their own token', async () => {
  const learner = await Learner.enrol(world);
  const other = await classmate(learner, 'Lê Văn Khác');
  for (const each of [learner, other]) {
    await each.browser.get(`/courses/${learner.course.slug}`);
    const form = each.browser.page.querySelector('.course-aside form');
    expect(form?.getAttribute('action')).toBe(`/learn/${each.id}/start`);
    await each.browser.post(`/learn/${each.id}/start`);
    expect(each.browser.status).toBe(200);
  }
});

test('what one of them does is shown to them at once, and to nobody else', async () => {
  const learner = await Learner.enrol(world);
  await learner.finish(2);
  const other = await classmate(learner, 'Phạm Thị Chờ');
  const url = `/courses/${learner.course.slug}`;
  const shown = async (browser: Learner['browser']) => {
    await browser.get(url);
    return browser.text('.course-aside');
  };
  expect(await shown(learner.browser)).toBe(await shown(other.browser));
  await learner.browser.post(`/learn/${learner.id}/attempts`);
  const attempt = learner.browser.url;
  await learner.browser.get(url);
  expect(learner.browser.page.toString()).toContain(`href="${attempt}"`);
  await other.browser.get(url);
  expect(other.browser.page.toString()).not.toContain('/attempts/');
  await learner.browser.get(attempt);
  await learner.browser.post(`${attempt}/submission`);
  await world.job('assessment.grade-attempts', { ids: [attempt.split('/')[2]] });
  await learner.browser.get(url);
  expect(learner.browser.text('.course-main')).toContain('Chưa đạt');
  expect(await shown(other.browser)).not.toContain('Chưa đạt');
});

test('a new version is shown at once to those who come, and not to those who study the one before', async () => {
  const learner = await Learner.enrol(world);
  const url = `/courses/${learner.course.slug}`;
  const visitor = world.visitor();
  const lessons = async (browser: Learner['browser']) => {
    await browser.get(url);
    return browser.page.querySelectorAll('.lesson-list li').length;
  };
  expect([await lessons(visitor), await lessons(learner.browser)]).toEqual([2, 2]);
  await world.fixture.publish(learner.course.courseId, 2, 4);
  expect([await lessons(visitor), await lessons(learner.browser)]).toEqual([4, 2]);
});

test('each reader is shown it in their own language, whoever came before', async () => {
  const { slug } = await world.fixture.course(3);
  const [vi, en] = [world.visitor(), world.visitor()];
  await vi.get(`/courses/${slug}`);
  await en.get(`/courses/${slug}?lang=en`);
  const heading = '#content';
  expect(en.text(heading)).not.toBe(vi.text(heading));
  await vi.get(`/courses/${slug}`);
  expect(vi.text(heading)).toContain('Nội dung');
});
