import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CountGrades } from '../progress/count-grades.job.js';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

// Whole journeys, on machines that may be busy with other suites.
jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

describe('my learning', () => {
  test('of somebody new says what to do, and offers what is open', async () => {
    const { courseId, slug } = await world.fixture.course(2, await world.quiz());
    await world.fixture.trainingClass(courseId);
    const browser = world.as(await world.fixture.person());
    await browser.get('/my-learning');
    expect(browser.text('main')).toContain('Anh/chị chưa có khóa học nào');
    expect(browser.page.querySelector('main .empty a.btn')?.getAttribute('href')).toBe('/courses');
    const offered = browser.page.querySelectorAll('aside a.btn').map((each) => each.getAttribute('href'));
    expect(offered).toContain(`/courses/${slug}`);
    expect(browser.text('.year-card')).toContain('0 trên 40 tiết');
  });

  test('shows one next step, the nearest deadline first, and calls what ends soon due', async () => {
    const late = await Learner.enrol(world, 2);
    const soon = await world.fixture.course(2, await world.quiz());
    const classId = await world.fixture.trainingClass(soon.courseId, { to: 5 });
    await late.browser.get(`/courses/${soon.slug}`);
    await late.browser.post(`/courses/${soon.slug}/enrolments`, { classId });
    await late.browser.get('/my-learning');
    expect(late.browser.page.querySelectorAll('.next-step .btn')).toHaveLength(1);
    expect(late.browser.text('.next-step')).toMatch(/còn [45] ngày/);
    expect(late.browser.page.querySelectorAll('[aria-labelledby=due] li')).toHaveLength(1);
    expect(late.browser.page.querySelectorAll('[aria-labelledby=learning] article')).toHaveLength(2);
  });

  test('a running examination comes before everything else', async () => {
    const learner = await Learner.enrol(world, 1);
    const other = await world.fixture.course(1, await world.quiz());
    const classId = await world.fixture.trainingClass(other.courseId, { to: 2 });
    await learner.browser.get(`/courses/${other.slug}`);
    await learner.browser.post(`/courses/${other.slug}/enrolments`, { classId });
    await learner.finish(1);
    await learner.browser.post(`/learn/${learner.id}/attempts`);
    const attempt = learner.browser.url;
    await learner.browser.get('/my-learning');
    expect(learner.browser.page.querySelector('.next-step a.btn')?.getAttribute('href')).toBe(attempt);
  });

  test('with everything done says so, and a class that ended stays readable', async () => {
    const learner = await Learner.enrol(world, 1);
    await learner.finish(1);
    const { gradeId } = await learner.sit(2);
    await world.get(CountGrades).run({ ids: [gradeId] });
    const missed = await Learner.enrol(world, 1);
    await world.moveClass(missed.course.classId, -30, -3);
    await learner.browser.get('/my-learning');
    expect(learner.browser.text('main')).toContain('không còn việc học nào phải làm');
    expect(learner.browser.page.querySelector('.next-step')).toBeNull();
    await missed.browser.get('/my-learning');
    expect(missed.browser.text('[aria-labelledby=over]')).toContain('Lớp đã kết thúc ngày');
    await missed.browser.get(`/learn/${missed.id}/lessons/bai-1`);
    expect(missed.browser.status).toBe(200);
    expect(missed.browser.page.querySelector('form[action$="/completion"]')).toBeNull();
    await missed.browser.get(`/learn/${missed.id}`);
    await missed.browser.post(`/learn/${missed.id}/lessons/bai-1/completion`);
    expect(missed.browser.text('#flash')).toContain('Lớp đã kết thúc');
    expect((await missed.row()).lessons_done).toBe(0);
  });

  test('a class that has not opened shows its day and lets nobody begin', async () => {
    const learner = await Learner.enrol(world, 1);
    await world.moveClass(learner.course.classId, 3, 30);
    await learner.browser.get(`/learn/${learner.id}`);
    expect(learner.browser.text('#next')).toContain('Lớp mở ngày');
    await learner.browser.post(`/learn/${learner.id}/start`);
    expect(learner.browser.text('#flash')).toContain('Lớp mở từ ngày');
    await learner.browser.get(`/learn/${learner.id}/lessons/bai-1`);
    expect(learner.browser.url).toBe(`/learn/${learner.id}`);
    expect((await learner.row()).status).toBe('enrolled');
  });
});
