import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

// Whole journeys, on machines that may be busy with other suites.
jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

const learner = (lessons = 2) => Learner.enrol(world, lessons);

describe('a learner’s way', () => {
  test('enrols, begins, learns, and begins the examination', async () => {
    const one = await learner();
    const { browser, id, course } = one;
    expect(browser.url).toBe(`/courses/${course.slug}`);
    expect(browser.text('#flash')).toContain('đã ghi danh');
    expect(browser.text('.course-aside h2')).toBe('Anh/chị đã ghi danh');
    expect(await one.row()).toMatchObject({ status: 'enrolled', course_version_id: course.versionId });

    await browser.post(`/learn/${id}/start`);
    expect(browser.url).toBe(`/learn/${id}/lessons/bai-1`);
    expect(browser.text('h1')).toBe('Nội dung số 1');
    expect(await one.row()).toMatchObject({ status: 'started', lessons_done: 0 });

    await browser.post(`/learn/${id}/lessons/bai-1/completion`);
    expect(browser.url).toBe(`/learn/${id}/lessons/bai-2`);
    await browser.get('/my-learning');
    expect(browser.text('#next')).toBe('Bài 2. Nội dung số 2');

    await browser.post(`/learn/${id}/lessons/bai-2/completion`);
    expect(browser.url).toBe(`/learn/${id}`);
    expect(browser.text('#flash')).toContain('học xong tất cả các bài');
    expect(browser.text('#exam')).toContain('2 câu, làm trong 30 phút');

    await browser.post(`/learn/${id}/attempts`);
    expect(browser.url).toMatch(/^\/attempts\/[0-9a-f-]{36}$/);
    expect(browser.status).toBe(200);
    expect(await one.events()).toEqual(['EnrolmentCreated', 'EnrolmentStarted']);
  });

  test('a lesson marked three times counts once, and reading changes nothing', async () => {
    const one = await learner(3);
    const { browser, id } = one;
    for (let times = 0; times < 3; times++) await browser.post(`/learn/${id}/lessons/bai-2/completion`);
    const before = await one.row();
    expect(before.lessons_done).toBe(1);
    for (const page of ['', '/lessons/bai-1', '/lessons/bai-3']) await browser.get(`/learn/${id}${page}`);
    expect(await one.row()).toEqual(before);
    expect(browser.text('.lesson-aside')).toContain('Còn 2 bài học và bài kiểm tra cuối khóa đạt từ 70%.');
  });

  test('goes on after the lesson last finished, then comes back for those left out', async () => {
    const { browser, id } = await learner(4);
    const next = async () => {
      await browser.get('/my-learning');
      return browser.text('#next');
    };
    await browser.get(`/learn/${id}`);
    await browser.post(`/learn/${id}/lessons/bai-3/completion`);
    expect(await next()).toBe('Bài 4. Nội dung số 4');
    await browser.post(`/learn/${id}/lessons/bai-4/completion`);
    expect(browser.text('#flash')).toContain('Còn 2 bài chưa học');
    expect(await next()).toBe('Bài 1. Nội dung số 1');
  });

  test('lessons finished at the same moment are all counted', async () => {
    const one = await learner(4);
    const { browser, id } = one;
    await browser.get(`/learn/${id}`);
    await Promise.all(
      [1, 2, 3, 4].map((number) =>
        browser.json('POST', `/api/my/enrolments/${id}/lessons/bai-${number}/completion`),
      ),
    );
    expect((await one.row()).lessons_done).toBe(4);
  });

  test('keeps the version they began when a new one is published', async () => {
    const { browser, course, id } = await learner(2);
    await world.fixture.publish(course.courseId, 2, 5, await world.quiz());
    await browser.get(`/learn/${id}/lessons/bai-2`);
    expect(browser.status).toBe(200);
    await browser.get(`/learn/${id}/lessons/bai-3`);
    expect(browser.status).toBe(404);
    await browser.get(`/courses/${course.slug}`);
    expect(browser.text('#conditions + p + div')).toContain('Học xong 2 bài');
    const visitor = world.visitor();
    await visitor.get(`/courses/${course.slug}`);
    expect(visitor.text('main')).toContain('Học xong 5 bài');
  });
});

describe('what is not one’s own', () => {
  test('is not there: pages, lessons, examination and API answer 404 and change nothing', async () => {
    const one = await learner(1);
    const { id } = one;
    const before = await one.row();
    const stranger = world.as(await world.fixture.person('Trần Văn Khác'));
    const post = async (url: string) => {
      await stranger.get('/my-learning');
      await stranger.post(url);
      return stranger.status;
    };
    const get = async (url: string) => {
      await stranger.get(url);
      return stranger.status;
    };
    expect(await get(`/learn/${id}`)).toBe(404);
    expect(await get(`/learn/${id}/lessons/bai-1`)).toBe(404);
    expect((await stranger.json('GET', `/api/my/enrolments/${id}`)).status).toBe(404);
    for (const change of ['start', 'lessons/bai-1/completion', 'attempts'])
      expect([change, await post(`/learn/${id}/${change}`)]).toEqual([change, 404]);
    expect(await one.row()).toEqual(before);
    expect(await get('/learn/khong-phai-ma')).toBe(404);
    expect(await get(`/learn/${newId()}`)).toBe(404);
    expect((await stranger.json('GET', '/api/my/enrolments')).body).toEqual({ enrolments: [] });
  });

  test('asks a visitor to sign in, and a foreign form for its token', async () => {
    const { id } = await learner(1);
    const visitor = world.visitor();
    const answer = await visitor.inject({ method: 'GET', url: `/learn/${id}` });
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`/learn/${id}`)}`,
    ]);
    const { accountId } = await learner(1);
    const forged = await world.as(accountId).inject({ method: 'POST', url: `/learn/${id}/start` });
    expect(forged.statusCode).toBe(403);
  });
});
