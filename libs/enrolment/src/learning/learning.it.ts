import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { CountGrades, RepairGrades } from '../progress/count-grades.job.js';
import { LearningWorld } from '../testing/learning-world.js';

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
}, 120_000);
afterAll(() => world?.close());

const MAIN = 'main';
const enrolmentOf = async (accountId: string) => {
  const [row] = await world.db.query(
    `SELECT * FROM enrolment WHERE account_id = $1 AND status <> 'withdrawn' ORDER BY id DESC LIMIT 1`,
    [accountId],
  );
  return row as Record<string, never> & { id: string; status: string; lessons_done: number };
};
const eventsOf = async (id: string): Promise<string[]> =>
  (await world.db.query('SELECT type FROM outbox WHERE aggregate_id = $1 ORDER BY id', [id])).map(
    (row: { type: string }) => row.type,
  );
/** A learner enrolled by themselves into an open class of a course with `lessons` lessons and an examination. */
async function learner(lessons = 2, attempts = 2) {
  const course = await world.fixture.course(lessons, await world.quiz(attempts));
  const classId = await world.fixture.trainingClass(course.courseId);
  const accountId = await world.fixture.person();
  const browser = world.as(accountId);
  await browser.get(`/courses/${course.slug}`);
  await browser.post(`/courses/${course.slug}/enrolments`, { classId });
  const { id } = await enrolmentOf(accountId);
  return { ...course, classId, accountId, browser, id };
}
const finishLessons = async (browser: BrowserSession, id: string, lessons: number) => {
  await browser.get(`/learn/${id}`);
  for (let number = 1; number <= lessons; number++)
    await browser.post(`/learn/${id}/lessons/bai-${number}/completion`);
};
/** Sits the examination through its pages; `right` of two questions are answered rightly. Returns the grade id. */
async function sit(browser: BrowserSession, id: string, right: number): Promise<string> {
  await browser.post(`/learn/${id}/attempts`);
  const attempt = browser.url.split('/')[2]!;
  for (const question of ['1', '2'])
    await browser.post(`/attempts/${attempt}/answers`, {
      question,
      answer: Number(question) <= right ? 'b' : 'a',
    });
  await browser.post(`/attempts/${attempt}/submission`);
  return attempt;
}

describe('a learner’s way', () => {
  test('enrols, begins, learns, and begins the examination', async () => {
    const { slug, versionId, accountId, browser, id } = await learner();
    expect(browser.url).toBe(`/courses/${slug}`);
    expect(browser.text('#flash')).toContain('đã ghi danh');
    expect(browser.text('.course-aside h2')).toBe('Anh/chị đã ghi danh');
    expect(await enrolmentOf(accountId)).toMatchObject({ status: 'enrolled', course_version_id: versionId });

    await browser.post(`/learn/${id}/start`);
    expect(browser.url).toBe(`/learn/${id}/lessons/bai-1`);
    expect(browser.text('h1')).toBe('Nội dung số 1');
    expect(await enrolmentOf(accountId)).toMatchObject({ status: 'started', lessons_done: 0 });

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
    expect(await eventsOf(id)).toEqual(['EnrolmentCreated', 'EnrolmentStarted']);
  });

  test('a lesson marked three times counts once, and reading changes nothing', async () => {
    const { browser, accountId, id } = await learner(3);
    for (let times = 0; times < 3; times++) await browser.post(`/learn/${id}/lessons/bai-2/completion`);
    const before = await enrolmentOf(accountId);
    expect(before.lessons_done).toBe(1);
    for (const page of ['', '/lessons/bai-1', '/lessons/bai-3']) await browser.get(`/learn/${id}${page}`);
    expect(await enrolmentOf(accountId)).toEqual(before);
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
    const { browser, accountId, id } = await learner(4);
    await browser.get(`/learn/${id}`);
    await Promise.all(
      [1, 2, 3, 4].map((number) =>
        browser.json('POST', `/api/my/enrolments/${id}/lessons/bai-${number}/completion`),
      ),
    );
    expect((await enrolmentOf(accountId)).lessons_done).toBe(4);
  });

  test('keeps the version they began when a new one is published', async () => {
    const { browser, courseId, slug, id } = await learner(2);
    await world.fixture.publish(courseId, 2, 5, await world.quiz());
    await browser.get(`/learn/${id}/lessons/bai-2`);
    expect(browser.status).toBe(200);
    await browser.get(`/learn/${id}/lessons/bai-3`);
    expect(browser.status).toBe(404);
    await browser.get(`/courses/${slug}`);
    expect(browser.text('#conditions + p + div')).toContain('Học xong 2 bài');
    const visitor = world.visitor();
    await visitor.get(`/courses/${slug}`);
    expect(visitor.text(MAIN)).toContain('Học xong 5 bài');
  });
});

describe('the examination', () => {
  test('stays shut while a lesson is missing, at the page and at the API, and says which', async () => {
    const { browser, id } = await learner(3);
    await browser.get(`/learn/${id}`);
    await browser.post(`/learn/${id}/lessons/bai-2/completion`);
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.url).toBe(`/learn/${id}`);
    expect(browser.text('#flash')).toContain('Còn 2 bài chưa học');
    expect(browser.text('#flash')).toContain('“Nội dung số 1”, “Nội dung số 3”');
    expect(browser.page.querySelector(`form[action="/learn/${id}/attempts"]`)).toBeNull();
    const { status, body } = await browser.json('POST', `/api/my/enrolments/${id}/attempts`);
    expect([status, body['code']]).toEqual([409, 'enrolment.lessons-missing']);
    expect(await world.db.query('SELECT 1 FROM attempt WHERE enrolment_id = $1', [id])).toEqual([]);
  });

  test('opens only while the class runs; a running attempt may be finished after it', async () => {
    const { browser, classId, id } = await learner(1);
    await finishLessons(browser, id, 1);
    await world.moveClass(classId, -30, -3);
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.text('#flash')).toContain('Lớp đã kết thúc');
    await world.moveClass(classId, -30, 3);
    await browser.post(`/learn/${id}/attempts`);
    const running = browser.url;
    await world.moveClass(classId, -30, -3);
    await browser.get(`/learn/${id}`);
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.url).toBe(running);
  });

  test('a pass completes the enrolment once, however often and in whatever order grades are told', async () => {
    const { browser, accountId, id } = await learner(1);
    await finishLessons(browser, id, 1);
    const first = await gradeOf(await sit(browser, id, 1));
    await world.get(CountGrades).run({ ids: [first] });
    expect(await enrolmentOf(accountId)).toMatchObject({
      status: 'started',
      best_score_bp: 5000,
      passed_at: null,
    });
    await browser.get(`/learn/${id}`);
    expect(browser.text(MAIN)).toContain('Lần trước chưa đạt, còn 1 lượt làm bài.');

    const second = await gradeOf(await sit(browser, id, 2));
    await Promise.all(
      [[second, first], [first], [second], [second]].map((ids) => world.get(CountGrades).run({ ids })),
    );
    const done = await enrolmentOf(accountId);
    expect(done).toMatchObject({ status: 'completed', best_score_bp: 10000 });
    await world.get(CountGrades).run({ ids: [first] });
    expect(await enrolmentOf(accountId)).toEqual(done);
    expect(await eventsOf(id)).toEqual(['EnrolmentCreated', 'EnrolmentStarted', 'EnrolmentCompleted']);
    await browser.get('/my-learning');
    expect(browser.text('[aria-labelledby=finished]')).toContain('Khóa thử');
    expect(browser.text('.year-card')).toContain('12 trên 40 tiết');
    const { body } = await browser.json('POST', `/api/my/enrolments/${id}/attempts`);
    expect(body['code']).toBe('enrolment.already-passed');
  });

  test('when the attempts are used up it says so, and starts no other', async () => {
    const { browser, id } = await learner(1, 1);
    await finishLessons(browser, id, 1);
    await world.get(CountGrades).run({ ids: [await gradeOf(await sit(browser, id, 0))] });
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.url).toBe(`/learn/${id}`);
    expect(browser.text('#flash')).toContain('dùng hết 1 lượt');
    expect(browser.text('#exam')).toContain('Chưa đạt');
  });

  test('the sweep counts a grade nobody told of, and marks what is complete but not marked', async () => {
    const [untold, unmarked] = [await learner(1), await learner(1)];
    await finishLessons(untold.browser, untold.id, 1);
    const grade = await gradeOf(await sit(untold.browser, untold.id, 2));
    await world.db.query(`UPDATE grade SET graded_at = now() - interval '1 minute' WHERE id = $1`, [grade]);
    await finishLessons(unmarked.browser, unmarked.id, 1);
    await world.db.query(`UPDATE enrolment SET quizzes_passed = 1, passed_at = now() WHERE id = $1`, [
      unmarked.id,
    ]);
    expect(await world.get(RepairGrades).sweep()).toBe(2);
    for (const { accountId, id } of [untold, unmarked]) {
      expect((await enrolmentOf(accountId)).status).toBe('completed');
      expect(await eventsOf(id)).toContain('EnrolmentCompleted');
    }
    expect(await world.get(RepairGrades).sweep()).toBe(0);
  });
});

/** Runs the grading job, as the worker would: the id of the grade. */
async function gradeOf(attemptId: string): Promise<string> {
  await world.job('assessment.grade-attempts', { ids: [attemptId] });
  const [row] = await world.db.query('SELECT id FROM grade WHERE attempt_id = $1', [attemptId]);
  return (row as { id: string }).id;
}

describe('what is not one’s own', () => {
  test('is not there: pages, lessons, examination and API answer 404 and change nothing', async () => {
    const { accountId, id } = await learner(1);
    const before = await enrolmentOf(accountId);
    const stranger = world.as(await world.fixture.person('Trần Văn Khác'));
    await stranger.get('/my-learning');
    const post = async (url: string) => {
      await stranger.post(url);
      return stranger.status;
    };
    const get = async (url: string) => {
      await stranger.get(url);
      return stranger.status;
    };
    await stranger.get('/my-learning');
    expect(await get(`/learn/${id}`)).toBe(404);
    expect(await get(`/learn/${id}/lessons/bai-1`)).toBe(404);
    expect((await stranger.json('GET', `/api/my/enrolments/${id}`)).status).toBe(404);
    await stranger.get('/my-learning');
    expect(await post(`/learn/${id}/start`)).toBe(404);
    await stranger.get('/my-learning');
    expect(await post(`/learn/${id}/lessons/bai-1/completion`)).toBe(404);
    await stranger.get('/my-learning');
    expect(await post(`/learn/${id}/attempts`)).toBe(404);
    expect(await enrolmentOf(accountId)).toEqual(before);
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
