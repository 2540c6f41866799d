import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { CountGrades, RepairGrades } from '../progress/count-grades.job.js';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

jest.setTimeout(60_000);

let world: LearningWorld;
let admin: string;
beforeAll(async () => {
  world = await LearningWorld.open();
  admin = await world.fixture.official('programme-admin');
});
afterAll(() => world?.close());

const rule = async (classId: string, fields: Record<string, string>, by = admin) => {
  const browser = world.as(by);
  await browser.get(`/classes/${classId}/retakes`);
  const revision = browser.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '0';
  await browser.post(`/classes/${classId}/retakes`, { unit: 'hours', ...fields, revision });
  return browser;
};
const count = (id: string) => world.get(CountGrades).run({ ids: [id] });

test('a class sets its rules; learners read them before the start, wait, and are told until when', async () => {
  const learner = await Learner.enrol(world, 1, 2);
  const { classId } = learner.course;
  const staff = await rule(classId, { attempts: '3', wait: '2', counted: 'average' });
  expect([staff.url, staff.text('#flash')]).toEqual([
    `/classes/${classId}`,
    expect.stringContaining('Đã lưu quy định'),
  ]);
  await learner.finish(1);
  const { browser, id } = learner;
  await browser.get(`/learn/${id}`);
  expect(browser.text('#exam')).toContain('Được làm 3 lần, còn 3 lượt.');
  expect(browser.text('#exam')).toContain('chờ 2 giờ sau khi nộp bài');
  expect(browser.text('#exam')).toContain('trung bình các lần');
  const first = (await learner.sit(1)).gradeId;
  await count(first);
  await browser.get(`/learn/${id}`);
  expect(browser.text('#exam')).toContain('Anh/chị làm lại được từ');
  expect(browser.page.querySelector(`form[action="/learn/${id}/attempts"]`)).toBeNull();
  await browser.post(`/learn/${id}/attempts`);
  expect(browser.text('#flash')).toContain('Anh/chị làm lại được từ');
  await world.db.query(
    `UPDATE attempt SET submitted_at = now() - interval '2 hours' WHERE enrolment_id = $1`,
    [id],
  );
  const second = (await learner.sit(2)).gradeId;
  await Promise.all([count(second), count(first), count(second)]);
  expect(await learner.row()).toMatchObject({ best_score_bp: 7500, status: 'completed' });
});

test('where the last result counts it may fall, and the sweep finds what nobody told of', async () => {
  const learner = await Learner.enrol(world, 1, 2);
  await rule(learner.course.classId, { attempts: '3', wait: '0', counted: 'latest' });
  await learner.finish(1);
  await count((await learner.sit(1)).gradeId);
  expect((await learner.row()).best_score_bp).toBe(5000);
  await learner.sit(0);
  await world.db.query(
    `UPDATE grade SET graded_at = now() - interval '1 minute'
      WHERE attempt_id IN (SELECT id FROM attempt WHERE enrolment_id = $1)`,
    [learner.id],
  );
  expect(await world.get(RepairGrades).sweep()).toBe(1);
  expect((await learner.row()).best_score_bp).toBe(0);
  expect(await world.get(RepairGrades).sweep()).toBe(0);
});

test('what counts is fixed once somebody has a mark; the number of attempts is not', async () => {
  const learner = await Learner.enrol(world, 1, 1);
  const { classId } = learner.course;
  await learner.finish(1);
  await learner.sit(0);
  const refused = await rule(classId, { attempts: '2', wait: '0', counted: 'latest' });
  expect([refused.status, refused.text('.error-text')]).toEqual([
    422,
    expect.stringContaining('Đã có 1 người có kết quả'),
  ]);
  const offered = refused.page.querySelectorAll('input[name=counted]:not([disabled])');
  expect(offered.map((option) => option.getAttribute('value'))).toEqual(['highest']);
  expect((await rule(classId, { attempts: '2', wait: '0', counted: 'highest' })).status).toBe(200);
  await learner.browser.get(`/learn/${learner.id}`);
  expect(learner.browser.text('#exam')).toContain('Được làm 2 lần, còn 1 lượt.');
});

test('the rules of a closed class are not offered for change', async () => {
  const { classId } = (await Learner.enrol(world, 1)).course;
  await world.db.query('UPDATE training_class SET closed_on = current_date WHERE id = $1', [classId]);
  const browser = world.as(admin);
  await browser.get(`/classes/${classId}/retakes`);
  expect(browser.text('main')).toContain('Lớp đã đóng. Anh/chị mở lại lớp trước khi sửa.');
  expect(browser.page.querySelector('form[action$="/retakes"]')).toBeNull();
});

test.each([
  ['no attempts', { attempts: '0', wait: '0', counted: 'first' }, 'từ 1 đến 100'],
  ['too long a wait', { attempts: '2', wait: '721', counted: 'first' }, 'dài nhất 30 ngày'],
  ['no rule', { attempts: '2', wait: '0' }, 'chọn kết quả được tính'],
])('%s is told at its field', async (_, fields, words) => {
  const { classId } = (await Learner.enrol(world, 1)).course;
  const browser = await rule(classId, fields);
  expect([browser.status, browser.text('.error-text')]).toEqual([422, expect.stringContaining(words)]);
});

test('only those who run the class reach its rules; an older page does not overwrite a newer one', async () => {
  const { classId } = (await Learner.enrol(world, 1)).course;
  const manager = await world.fixture.official('unit-manager');
  const outsider = world.as(manager);
  await outsider.get(`/classes/${classId}/retakes`);
  expect(outsider.status).toBe(403);
  await rule(classId, { attempts: '2', wait: '0', counted: 'first' });
  const late = world.as(admin);
  await late.get(`/classes/${classId}/retakes`);
  const stale = { attempts: '9', wait: '0', unit: 'days', counted: 'first', revision: '0' };
  await late.post(`/classes/${classId}/retakes`, stale);
  expect(late.status).toBe(409);
  const entries = await world.db.query(
    `SELECT detail FROM audit_entry WHERE action = 'enrolment.set-retakes' AND subject_id = $1`,
    [classId],
  );
  expect(entries).toMatchObject([{ detail: { attempts: 2, waitMinutes: 0, counted: 'first' } }]);
});
