import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { makeQuiz, numbersOf } from '#assessment/testing';
import { newId } from '#platform/ids';
import { RepairGrades } from '../progress/count-grades.job.js';
import { LearningWorld } from '../testing/learning-world.js';

jest.setTimeout(60_000);

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
});
afterAll(() => world?.close());

/** A learner of a course whose section also holds practice or a survey, two questions each. */
async function withActivity(
  behaviour: 'practice' | 'survey',
  attemptsAllowed: number,
  more: Parameters<typeof makeQuiz>[2] = {},
) {
  const made = await world.fixture.course(1, await world.quiz());
  const options = [{ text: 'Sai' }, { text: 'Đúng', correct: true }, { text: 'Cũng sai' }];
  const questions = ['a1', 'a2'].map((externalId) => ({
    ...{ externalId, type: 'single' as const, stem: `Câu ${externalId}`, tags: ['a'], body: { options } },
  }));
  const quizId = await makeQuiz(world, questions, { behaviour, attemptsAllowed, ...more });
  // A published version refuses changes: this one is put together before anybody reads it.
  await world.db.query('SET session_replication_role = replica');
  await world.db.query(
    `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, kind, slug, title, minutes, quiz_id)
     SELECT $1, $2, s.id, 90, $1, 'activity', 'hoat-dong', 'Ôn nhanh', 10, $3 FROM section s
      WHERE s.version_id = $2 LIMIT 1`,
    [newId(), made.versionId, quizId],
  );
  await world.db.query('SET session_replication_role = DEFAULT');
  const classId = await world.fixture.trainingClass(made.courseId);
  const accountId = await world.fixture.person();
  const browser = world.as(accountId);
  await browser.get(`/courses/${made.slug}`);
  await browser.post(`/courses/${made.slug}/enrolments`, { classId });
  const row = async () =>
    (await world.db.query('SELECT * FROM enrolment WHERE account_id = $1', [accountId]))[0];
  const { id } = await row();
  return { browser, id, classId, row, here: `/learn/${id}/activities/hoat-dong` };
}

test('practice is begun from the outline, shows its marks, and counts for nothing', async () => {
  const { browser, id, row, here } = await withActivity('practice', 20);
  await browser.get(`/learn/${id}`);
  expect(browser.page.querySelector(`a[href="${here}"]`)?.text).toContain('Ôn nhanh');
  await browser.get(here);
  expect(browser.text('main')).toContain('không tính vào kết quả khóa học');
  await browser.post(`${here}/attempts`);
  const attemptId = browser.url.split('/')[2]!.split('?')[0]!;
  for (const question of ['1', '2'])
    await browser.post(`/attempts/${attemptId}/checks`, {
      question,
      answer: (await numbersOf(world.db, attemptId, Number(question), ['b']))[0]!,
    });
  expect(browser.text('main')).toContain('Đúng rồi');
  await browser.post(`/attempts/${attemptId}/submission`);
  await world.job('assessment.grade-attempts', { ids: [attemptId] });
  await browser.get(here);
  expect(browser.text('[aria-labelledby=done]')).toContain('100%');
  expect(browser.text('main')).toContain('còn 19 lượt');
  await world.db.query(`UPDATE grade SET graded_at = now() - interval '1 minute' WHERE attempt_id = $1`, [
    attemptId,
  ]);
  expect(await world.get(RepairGrades).sweep()).toBe(0);
  expect(await row()).toMatchObject({ best_score_bp: null, passed_at: null });
});

test('what is divided says so before it is begun, and begins at the door of its first section', async () => {
  const { browser, here } = await withActivity('practice', 20, {
    navigation: 'sequential',
    sections: [{ title: 'Khởi động', minutes: 5, draw: [{ tag: 'a', count: 2 }] }],
  });
  await browser.get(here);
  expect(browser.text('main')).toContain('Gồm 1 phần: Khởi động (2 câu, 5 phút).');
  expect(browser.text('main')).toContain('Làm lần lượt từng câu');
  await browser.post(`${here}/attempts`);
  expect(browser.url).toMatch(/sections\/1$/);
});

test('a survey is answered once, before and after the class not at all', async () => {
  const { browser, here, classId, row } = await withActivity('survey', 1);
  await world.moveClass(classId, 2, 9);
  await browser.get(here);
  expect(browser.page.querySelector(`form[action="${here}/attempts"]`)).toBeNull();
  await browser.post(`${here}/attempts`);
  expect(browser.text('#flash')).toContain('Lớp mở từ ngày');
  await world.moveClass(classId, -2, 9);
  await browser.post(`${here}/attempts`);
  const attemptId = browser.url.split('/')[2]!.split('?')[0]!;
  await browser.post(`/attempts/${attemptId}/submission`);
  await world.job('assessment.grade-attempts', { ids: [attemptId] });
  await browser.get(here);
  expect(browser.text('main')).toContain('đã trả lời khảo sát này');
  await browser.post(`${here}/attempts`);
  expect(browser.text('#flash')).toContain('dùng hết 1 lần');
  const other = world.as(await world.fixture.person());
  await other.get(here);
  expect(other.status).toBe(404);
  expect((await row()).lessons_done).toBe(0);
});
