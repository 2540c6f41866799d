import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tokenOf } from '#identity/testing';
import { newId } from '#platform/ids';
import { RunTaskJob } from '#platform/tasks';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';
import { RepairGrades } from './count-grades.job.js';

let world: LearningWorld;
beforeAll(async () => {
  world = await LearningWorld.open();
}, 120_000);
afterAll(() => world.close());

const staff = async (role: 'author' | 'programme-admin', unitPath = 'vn') =>
  world.holding(
    tokenOf({ accountId: await world.fixture.person(), grants: [{ role, unitId: newId(), unitPath }] }),
  );
const tasks = async (): Promise<void> => {
  const waiting = await world.db.query(`SELECT id FROM task WHERE status = 'waiting' ORDER BY created_at`);
  for (const { id } of waiting) await world.get(RunTaskJob).run({ taskId: id });
};
/** What the events of the newest grades do. */
const counted = async (learner: Learner) => {
  const rows: { id: string }[] = await world.db.query(
    'SELECT g.id FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE a.enrolment_id = $1',
    [learner.id],
  );
  await world.job('enrolment.count-grades', { ids: rows.map(({ id }) => id) });
  const [row] = await world.db.query(
    `SELECT status, best_score_bp AS score, passed_at AS passed, completed_at AS completed FROM enrolment WHERE id = $1`,
    [learner.id],
  );
  return row;
};

test('from the miskeyed question to the learner: proposed, agreed to by another, told to the learner, undone', async () => {
  const learner = await Learner.enrol(world, 1, 2);
  await learner.finish(1);
  await learner.sit(2);
  const before = await counted(learner);
  expect(before).toMatchObject({ status: 'completed', score: 10_000 });

  const [{ quizId, versionId, questionId, bankId }] = await world.db.query(
    `SELECT a.quiz_id AS "quizId", v.id AS "versionId", v.question_id AS "questionId", q.bank_id AS "bankId"
       FROM attempt a, jsonb_array_elements(a.items) AS i
       JOIN question_version v ON v.id = (i ->> 'questionVersionId')::uuid JOIN question q ON q.id = v.question_id
      WHERE a.enrolment_id = $1 ORDER BY q.external_id LIMIT 1`,
    [learner.id],
  );
  const author = await staff('author');
  const regrades = `/authoring/quizzes/${quizId}/regrades`;
  await author.get(`${regrades}/new?version=${versionId}`);
  expect(author.text('main')).toContain('Chưa có đáp án đã sửa');
  // The author puts the key right in the bank; the words stay.
  const question = `/authoring/banks/${bankId}/questions/${questionId}`;
  await author.get(question);
  const fields: Record<string, string> = {};
  for (const input of author.page.querySelectorAll('form.measure [name]')) {
    const name = input.getAttribute('name') as string;
    const checked = input.getAttribute('type') !== 'radio' && input.getAttribute('type') !== 'checkbox';
    if (checked && name !== 'action')
      fields[name] = (input.getAttribute('value') ?? input.textContent).trim();
  }
  await author.post(question, {
    ...fields,
    level: '',
    difficulty: '2',
    'body.options.correct': '2',
    action: 'save',
  });
  await author.get(`${regrades}/new?version=${versionId}`);
  const key = author.page.querySelectorAll('#key option').at(-1)?.getAttribute('value') as string;
  await author.post(regrades, { version: versionId, remedy: 'key', key, reason: '' });
  expect([author.status, author.text('.error-text')]).toEqual([422, expect.stringContaining('lý do')]);
  await author.post(regrades, { version: versionId, remedy: 'key', key, reason: 'Đáp án đúng là đáp án 3' });
  await tasks();

  const here = author.url;
  await author.get(here);
  expect(author.text('.figure-grid')).toContain('Người không còn đạt');
  expect(author.text('main')).toContain('Anh/chị là người đề nghị');
  await author.post(`${here}/application`);
  expect(author.status).toBe(403);

  const outside = await staff('programme-admin', 'vn.99');
  await outside.get(here);
  await outside.post(`${here}/application`);
  expect([outside.status, outside.text('main')]).toEqual([403, expect.stringContaining('cấp trên')]);

  const chief = await staff('programme-admin');
  await chief.get(here);
  expect(chief.text('table')).toContain('Không còn đạt');
  await chief.post(`${here}/application`);
  await tasks();
  const during = await counted(learner);
  expect(during).toEqual({ status: 'started', score: 5_000, passed: null, completed: null });
  await world.db.query(`UPDATE grade SET graded_at = graded_at - interval '1 minute'`);
  expect(await world.get(RepairGrades).sweep()).toBe(0);

  const [{ id: attemptId }] = await world.db.query('SELECT id FROM attempt WHERE enrolment_id = $1', [
    learner.id,
  ]);
  await learner.browser.get(`/attempts/${attemptId}/result`);
  expect(learner.browser.text('main')).toMatch(/đã được chấm lại ngày .*2\/2 \(100%\)/s);
  // One attempt is left: the words of the author could tell the key.
  expect(learner.browser.text('main')).not.toContain('Đáp án đúng là');
  await learner.browser.get(`/learn/${learner.id}`);
  expect(learner.browser.text('#exam')).toContain('còn 1 lượt');

  await chief.get(here);
  await chief.post(`${here}/reversal`);
  await tasks();
  const after = await counted(learner);
  expect(after).toMatchObject({ status: 'completed', score: 10_000 });
  expect(after.completed).toEqual(before.completed);
  await learner.browser.get(`/attempts/${attemptId}/result`);
  expect(learner.browser.text('main')).toMatch(
    /Lần chấm lại đã được hoàn tác.*Lý do: Đáp án đúng là đáp án 3/s,
  );
  await author.get(regrades);
  expect(author.text('table')).toContain('Đã hoàn tác');
});

test('what no event told is found: a result that a regrade lowered', async () => {
  const learner = await Learner.enrol(world, 1, 2);
  await learner.finish(1);
  await learner.sit(2);
  await counted(learner);
  await world.db.query(
    `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units)
     SELECT $2, attempt_id, 2, 0, max_units, 0, false, '[0, 0]' FROM grade g JOIN attempt a ON a.id = g.attempt_id
      WHERE a.enrolment_id = $1`,
    [learner.id, newId()],
  );
  await world.db.query(`UPDATE grade SET graded_at = now() - interval '1 minute'`);
  expect(await world.get(RepairGrades).sweep()).toBe(1);
  expect(await learner.row()).toMatchObject({ status: 'started', best_score_bp: 0, passed_at: null });
  expect(await world.get(RepairGrades).sweep()).toBe(0);
});
