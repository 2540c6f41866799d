import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { LearningWorld } from '../testing/learning-world.js';

// Whole journeys, on machines that may be busy with other suites.
jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

const CARD = '.course-aside';
const course = async (options: object | null = {}) => {
  const made = await world.fixture.course(3, await world.quiz());
  const classId = options && (await world.fixture.trainingClass(made.courseId, options));
  return { ...made, classId: classId ?? '' };
};
const asSomebody = async () => world.as(await world.fixture.person());
const enrolled = async (classId: string): Promise<number> =>
  (await world.db.query('SELECT 1 FROM enrolment WHERE class_id = $1', [classId])).length;

describe('the page of a course', () => {
  test('tells a visitor what it is, what it takes, and to sign in', async () => {
    const { slug } = await course();
    const visitor = world.visitor();
    await visitor.get(`/courses/${slug}`);
    expect(visitor.status).toBe(200);
    expect(visitor.text('h1')).toBe('Khóa thử');
    expect(visitor.text('.course-main')).toContain('3 bài · 1 giờ');
    expect(visitor.text('.course-main')).toContain('Bài kiểm tra cuối khóa đạt từ 70%');
    expect(visitor.text('.course-main')).not.toContain('Chưa làm');
    const link = visitor.page.querySelector(`${CARD} a.btn`);
    expect([link?.text.trim(), link?.getAttribute('href')]).toEqual([
      'Đăng nhập để bắt đầu',
      `/sign-in?next=/courses/${slug}`,
    ]);
    expect(visitor.page.querySelectorAll('form[action$="/enrolments"]')).toEqual([]);
  });

  test.each([
    ['by list only', { selfEnrolment: false }, 'Anh/chị chưa có tên trong danh sách'],
    ['not open yet', { from: 3 }, 'Lớp mở ngày'],
    ['over', { from: -30, to: -3 }, 'Hiện chưa có lớp nào mở'],
    ['without a class', null, 'Hiện chưa có lớp nào mở'],
  ])('of a class %s offers no button and says why', async (_, options, words) => {
    const { slug } = await course(options);
    const browser = await asSomebody();
    await browser.get(`/courses/${slug}`);
    expect(browser.text(CARD)).toContain(words);
    expect(browser.page.querySelectorAll(`${CARD} .btn`)).toEqual([]);
  });

  test('names who nominated the learner, and counts only who is there', async () => {
    const { slug, classId, versionId } = await course({ selfEnrolment: false });
    const accountId = await world.fixture.person();
    await world.db.query(
      `INSERT INTO enrolment (id, class_id, account_id, course_version_id, unit_id, target_group, source, lessons_total)
       VALUES ($1, $2, $3, $4, $5, 'official', 'list', 3)`,
      [newId(), classId, accountId, versionId, world.fixture.unitId],
    );
    const browser = world.as(accountId);
    await browser.get(`/courses/${slug}`);
    expect(browser.text(CARD)).toContain('Anh/chị đã có tên trong danh sách');
    expect(browser.text(CARD)).toContain('Thành phố Thử nghiệm cử tham gia');
    expect(browser.text('.course-top')).toMatch(/1 người học, tính lúc \d\d:\d\d/);
    expect(browser.text('.course-main')).toContain('Đã học 0/3');
  });

  test('is not there for an unknown, a draft or an archived course', async () => {
    const { slug, courseId } = await course();
    const visitor = world.visitor();
    await visitor.get('/courses/khong-co');
    expect(visitor.status).toBe(404);
    await world.db.query('UPDATE course SET archived_at = now() WHERE id = $1', [courseId]);
    await visitor.get(`/courses/${slug}`);
    expect(visitor.status).toBe(404);
  });
});

describe('enrolling oneself', () => {
  test('gives the last 10 places to 10 of 50 people, and tells the others so', async () => {
    const { slug, classId } = await course({ capacity: 10 });
    const browsers = await Promise.all(Array.from({ length: 50 }, asSomebody));
    for (const browser of browsers) await browser.get(`/courses/${slug}`);
    expect(browsers[0]?.text(CARD)).toContain('Còn 10 chỗ');
    await Promise.all(browsers.map((browser) => browser.post(`/courses/${slug}/enrolments`, { classId })));
    expect(await enrolled(classId)).toBe(10);
    const told = browsers.map((browser) => browser.text('#flash'));
    expect(told.filter((text) => text.includes('đã ghi danh vào lớp'))).toHaveLength(10);
    expect(told.filter((text) => text.includes('hiện còn 0 chỗ'))).toHaveLength(40);
    const late = await asSomebody();
    await late.get(`/courses/${slug}`);
    expect(late.text(CARD)).toContain('Lớp đã đủ chỗ');
  });

  test('twice is once', async () => {
    const { slug, classId } = await course();
    const browser = await asSomebody();
    await browser.get(`/courses/${slug}`);
    await browser.post(`/courses/${slug}/enrolments`, { classId });
    await browser.post(`/courses/${slug}/enrolments`, { classId });
    expect(browser.text('#flash')).toContain('đã có tên trong lớp này');
    expect(await enrolled(classId)).toBe(1);
  });

  test('needs a class of this very course, an account, and no other fields', async () => {
    const { slug, classId } = await course();
    const other = await course();
    const browser = await asSomebody();
    await browser.get(`/courses/${slug}`);
    await browser.post(`/courses/${slug}/enrolments`, { classId: other.classId });
    expect(browser.status).toBe(404);
    await browser.get(`/courses/${slug}`);
    await browser.post(`/courses/${slug}/enrolments`, { classId, source: 'list' });
    expect(browser.status).toBe(422);
    await browser.get(`/courses/${slug}`);
    await browser.post(`/courses/${slug}/enrolments`, { classId: 'x' });
    expect(browser.status).toBe(422);
    expect([await enrolled(classId), await enrolled(other.classId)]).toEqual([0, 0]);
    const visitor = world.visitor();
    const answer = await visitor.inject({
      method: 'POST',
      url: `/courses/${slug}/enrolments`,
      payload: { classId },
    });
    expect([303, 403]).toContain(answer.statusCode);
    expect(await enrolled(classId)).toBe(0);
  });

  test('by list only stays by list', async () => {
    const { slug, classId } = await course({ selfEnrolment: false });
    const browser = await asSomebody();
    await browser.get(`/courses/${slug}`);
    await browser.post(`/courses/${slug}/enrolments`, { classId });
    expect(browser.text('#flash')).toContain('không tự ghi danh');
    expect(await enrolled(classId)).toBe(0);
  });
});
