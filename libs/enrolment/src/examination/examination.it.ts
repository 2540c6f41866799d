import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CountGrades, RepairGrades } from '../progress/count-grades.job.js';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

// Whole journeys, on machines that may be busy with other suites.
jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

const count = (...ids: string[]) => world.get(CountGrades).run({ ids });

describe('the door to the examination', () => {
  test('stays shut while a lesson is missing, at the page and at the API, and says which', async () => {
    const { browser, id } = await Learner.enrol(world, 3);
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
    const learner = await Learner.enrol(world, 1);
    const { browser, id, course } = learner;
    await learner.finish(1);
    await world.moveClass(course.classId, -30, -3);
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.text('#flash')).toContain('Lớp đã kết thúc');
    await world.moveClass(course.classId, -30, 3);
    await browser.post(`/learn/${id}/attempts`);
    const running = browser.url;
    await world.moveClass(course.classId, -30, -3);
    await browser.get(`/learn/${id}`);
    await browser.post(`/learn/${id}/attempts`);
    expect(browser.url).toBe(running);
  });

  test('when the attempts are used up it says so, and starts no other', async () => {
    const learner = await Learner.enrol(world, 1, 1);
    await learner.finish(1);
    await count((await learner.sit(0)).gradeId);
    await learner.browser.post(`/learn/${learner.id}/attempts`);
    expect(learner.browser.url).toBe(`/learn/${learner.id}`);
    expect(learner.browser.text('#flash')).toContain('dùng hết 1 lượt');
    expect(learner.browser.text('#exam')).toContain('Chưa đạt');
  });
});

describe('counting grades', () => {
  test('a pass completes the enrolment once, however often and in whatever order grades are told', async () => {
    const learner = await Learner.enrol(world, 1);
    const { browser, id } = learner;
    await learner.finish(1);
    const first = (await learner.sit(1)).gradeId;
    await count(first);
    expect(await learner.row()).toMatchObject({ status: 'started', best_score_bp: 5000, passed_at: null });
    await browser.get(`/learn/${id}`);
    expect(browser.text('main')).toContain('Lần trước chưa đạt, còn 1 lượt làm bài.');

    const second = (await learner.sit(2)).gradeId;
    await Promise.all([count(second, first), count(first), count(second), count(second)]);
    const done = await learner.row();
    expect(done).toMatchObject({ status: 'completed', best_score_bp: 10000 });
    await count(first);
    expect(await learner.row()).toEqual(done);
    expect(await learner.events()).toEqual(['EnrolmentCreated', 'EnrolmentStarted', 'EnrolmentCompleted']);
    await browser.get('/my-learning');
    expect(browser.text('[aria-labelledby=finished]')).toContain('Khóa thử');
    expect(browser.text('.year-card')).toContain('12 trên 40 tiết');
    const { body } = await browser.json('POST', `/api/my/enrolments/${id}/attempts`);
    expect(body['code']).toBe('enrolment.already-passed');
  });

  test('the pages tell a pass at once, before it is counted', async () => {
    const learner = await Learner.enrol(world, 1);
    await learner.finish(1);
    await learner.sit(2);
    await learner.browser.get(`/learn/${learner.id}`);
    expect(learner.browser.text('#next')).toBe('Anh/chị đã hoàn thành khóa học');
    expect((await learner.row()).status).toBe('started');
  });

  test('the sweep counts a grade nobody told of, and marks what is complete but not marked', async () => {
    const [untold, unmarked] = [await Learner.enrol(world, 1), await Learner.enrol(world, 1)];
    await world.db.query(`UPDATE grade SET graded_at = now() - interval '8 days'`);
    await untold.finish(1);
    const { gradeId } = await untold.sit(2);
    await world.db.query(`UPDATE grade SET graded_at = now() - interval '1 minute' WHERE id = $1`, [gradeId]);
    await unmarked.finish(1);
    await world.db.query(`UPDATE enrolment SET quizzes_passed = 1, passed_at = now() WHERE id = $1`, [
      unmarked.id,
    ]);
    expect(await world.get(RepairGrades).sweep()).toBe(2);
    for (const learner of [untold, unmarked]) {
      expect((await learner.row()).status).toBe('completed');
      expect(await learner.events()).toContain('EnrolmentCompleted');
    }
    expect(await world.get(RepairGrades).sweep()).toBe(0);
  });
});
