import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { Attempts } from '../attempt/attempts.service.js';
import { Submissions } from '../attempt/submissions.service.js';
import { UNITS_PER_MARK } from '../question-types/index.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single } from '../testing/questions.js';
import { GradeAttempts } from './grade-attempts.job.js';
import { Grades } from './grades.service.js';
import { Grading } from './grading.service.js';
import { CloseOverdue, GradeForgotten } from './grading.sweep.js';

describe('handing in and grading', () => {
  let world: ExamWorld;
  let quiz: string;
  beforeAll(async () => {
    world = await ExamWorld.open({ databasePool: 16 });
    quiz = await world.quiz([single('q1'), multiple('q2')], { attemptsAllowed: 5 });
  }, 120_000);
  afterAll(() => world.close());

  const device = newId();
  const sender = { deviceId: device, waitedMs: () => 0 };
  /** An attempt with the right answer to each question whose bit is set. */
  const attempt = async (right = 3) => {
    const accountId = await world.account();
    const request = { quizId: quiz, accountId, enrolmentId: newId(), deviceId: device };
    const { attemptId } = await world.get(Attempts).start(request);
    const [{ items }] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
    const [{ id: singleId }] = await world.db.query(
      `SELECT v.id FROM question_version v JOIN question q ON q.id = v.question_id
         JOIN quiz z ON z.bank_id = q.bank_id WHERE z.id = $1 AND v.type = 'single'`,
      [quiz],
    );
    const position = (of: 'single' | 'multiple') =>
      items.findIndex(
        (item: { questionVersionId: string }) => (item.questionVersionId === singleId) === (of === 'single'),
      ) + 1;
    const entries = [
      { seq: 1, position: position('single'), answer: [right & 1 ? 'b' : 'a'], flagged: null },
      { seq: 2, position: position('multiple'), answer: right & 2 ? ['a', 'b'] : ['c'], flagged: null },
    ];
    await world.get(AnswerJournal).save(attemptId, sender, entries);
    return attemptId;
  };
  const submitted = async (right = 3) => {
    const id = await attempt(right);
    await world.get(Submissions).submit(id, sender);
    return id;
  };
  const gradesOf = (ids: string[]) =>
    world.db.query('SELECT * FROM grade WHERE attempt_id = ANY ($1::uuid[]) ORDER BY attempt_id', [ids]);
  const events = async (type: string, ids: string[]): Promise<number> =>
    (
      await world.db.query(
        'SELECT count(*)::int AS n FROM outbox WHERE type = $1 AND aggregate_id = ANY ($2::uuid[])',
        [type, ids],
      )
    )[0].n;
  const statusOf = async (id: string): Promise<string> =>
    (await world.db.query('SELECT status FROM attempt WHERE id = $1', [id]))[0].status;

  test('two hundred racing submissions are one', async () => {
    const id = await attempt();
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => world.get(Submissions).submit(id, sender)),
    );
    expect(outcomes.filter((outcome) => outcome === 'submitted')).toHaveLength(1);
    expect(await events('AttemptSubmitted', [id])).toBe(1);
    expect(await statusOf(id)).toBe('submitted');
  });

  test('handing in waits for an answer under way: what is acknowledged is graded', async () => {
    const id = await attempt(0);
    const pause = (ms: number) => new Promise((resolve) => setTimeout(() => resolve('waiting'), ms));
    // Another transaction holds the same number, so that the save stands still after it has begun.
    const blocker = world.db.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query(`INSERT INTO answer_journal (attempt_id, client_seq, position) VALUES ($1, 10, 1)`, [
      id,
    ]);
    const saving = world
      .get(AnswerJournal)
      .save(id, sender, [{ seq: 10, position: 1, answer: ['b'], flagged: null }]);
    await pause(200);
    const closing = world
      .get(Submissions)
      .submit(id, sender)
      .then(() => world.get(Grading).grade([id]));
    expect(await Promise.race([closing, pause(300)])).toBe('waiting');
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await saving).toMatchObject({ open: true, kept: 1 });
    await closing;
    // Right for the single choice, half of the two right ones for the multiple choice.
    expect([0.5 * UNITS_PER_MARK, UNITS_PER_MARK]).toContain((await gradesOf([id]))[0].mark_units);
  });

  test('marks by the rules, in units, and tells it once', async () => {
    const ids = [await submitted(3), await submitted(1), await submitted(2), await submitted(0)];
    expect(await world.get(Grading).grade(ids)).toBe(4);
    const grades = await gradesOf(ids);
    const of = (id: string) => grades.find((grade: { attempt_id: string }) => grade.attempt_id === id);
    expect(of(ids[0]!)).toMatchObject({
      mark_units: 2 * UNITS_PER_MARK,
      max_units: 2 * UNITS_PER_MARK,
      score_bp: 10_000,
      passed: true,
    });
    expect(of(ids[1]!)).toMatchObject({
      mark_units: UNITS_PER_MARK,
      score_bp: 5000,
      passed: false,
      revision: 1,
    });
    expect(of(ids[3]!)).toMatchObject({ mark_units: 0, score_bp: 0, item_units: [0, 0] });
    const gradeIds = grades.map((grade: { id: string }) => grade.id);
    expect(await events('AttemptGraded', gradeIds)).toBe(4);
    const [info] = await world.get(Grades).find([of(ids[0]!).id]);
    expect(info).toMatchObject({ attemptId: ids[0], quizId: quiz, number: 1, scoreBp: 10_000, passed: true });
  });

  test('run twice and by eight workers at once, each attempt has one grade and one event', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) ids.push(await submitted(index % 4));
    const shuffled = () => [...ids].sort(() => Math.random() - 0.5);
    await Promise.all(Array.from({ length: 8 }, () => world.get(GradeAttempts).run({ ids: shuffled() })));
    const before = await gradesOf(ids);
    expect(before).toHaveLength(12);
    await world.get(GradeAttempts).run({ ids });
    expect(await gradesOf(ids)).toEqual(before);
    expect(
      await events(
        'AttemptGraded',
        before.map((grade: { id: string }) => grade.id),
      ),
    ).toBe(12);
  });

  test('a failure between grade and event leaves neither', async () => {
    const id = await submitted();
    await world.db.query(
      `CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$`,
    );
    await world.db.query(
      `CREATE TRIGGER fail_once BEFORE INSERT ON outbox FOR EACH ROW WHEN (new.type = 'AttemptGraded') EXECUTE FUNCTION fail_once()`,
    );
    await expect(world.get(GradeAttempts).run({ ids: [id] })).rejects.toThrow('killed');
    expect([await statusOf(id), (await gradesOf([id])).length]).toEqual(['submitted', 0]);
    await world.db.query('DROP TRIGGER fail_once ON outbox');
    await world.get(GradeAttempts).run({ ids: [id] });
    expect([await statusOf(id), (await gradesOf([id])).length]).toEqual(['graded', 1]);
  });

  test('one attempt that cannot be graded holds no other', async () => {
    const [good, bad, other] = [await submitted(), await submitted(), await submitted()];
    await world.db.query(
      `UPDATE attempt SET items = jsonb_build_array(jsonb_build_object('questionVersionId', $2::text, 'options', '[]'::jsonb)) WHERE id = $1`,
      [bad, newId()],
    );
    await expect(world.get(GradeAttempts).run({ ids: [good, bad, other] })).rejects.toThrow('1 of 3');
    expect([await statusOf(good), await statusOf(bad), await statusOf(other)]).toEqual([
      'graded',
      'submitted',
      'graded',
    ]);
  });

  test('open and unknown attempts are left alone', async () => {
    const open = await attempt();
    await world.get(GradeAttempts).run({ ids: [open, newId()] });
    expect(await statusOf(open)).toBe('open');
    expect(await gradesOf([open])).toEqual([]);
  });

  test('a late submission closes the attempt as at its deadline, and the saved answers count', async () => {
    const id = await attempt(3);
    await world.age(id, 31);
    expect(await world.get(Submissions).submit(id, sender)).toBe('too-late');
    const [row] = await world.db.query('SELECT * FROM attempt WHERE id = $1', [id]);
    expect([row.submitted_by, row.submitted_at]).toEqual(['deadline', row.deadline_at]);
    await world.get(Grading).grade([id]);
    expect((await gradesOf([id]))[0].score_bp).toBe(10_000);
  });

  test('the sweeper closes what was left open, with its journal, and leaves the grace to slow answers', async () => {
    const [forgotten, ending, running] = [await attempt(3), await attempt(3), await attempt(3)];
    await world.age(forgotten, 32);
    await world.db.query(`UPDATE attempt SET deadline_at = now() - interval '45 seconds' WHERE id = $1`, [
      ending,
    ]);
    expect(await world.get(CloseOverdue).sweep()).toBe(1);
    expect([await statusOf(forgotten), await statusOf(ending), await statusOf(running)]).toEqual([
      'submitted',
      'open',
      'open',
    ]);
    expect(await events('AttemptSubmitted', [forgotten])).toBe(1);
    await world.get(Grading).grade([forgotten]);
    expect((await gradesOf([forgotten]))[0].score_bp).toBe(10_000);
    expect(await world.get(CloseOverdue).sweep()).toBe(0);
  });

  const waitedFor = (id: string, minutes: number) =>
    world.db.query('UPDATE attempt SET submitted_at = now() - make_interval(mins => $2) WHERE id = $1', [
      id,
      minutes,
    ]);
  const askedFor = async (id: string): Promise<number> =>
    (
      await world.db.query(
        `SELECT count(*)::int AS n FROM bullmq.job WHERE name = 'assessment.grade-attempts' AND data::text LIKE '%' || $1 || '%'`,
        [id],
      )
    )[0].n;

  test('the sweeper asks again for attempts whose grading was lost, once in ten minutes, until they are graded', async () => {
    const id = await submitted();
    await world.get(GradeForgotten).sweep();
    await waitedFor(id, 3);
    expect(await world.get(GradeForgotten).sweep()).toBe(1);
    expect(await askedFor(id)).toBe(1);
    expect(await world.get(GradeForgotten).sweep()).toBe(0);
    const aged = () =>
      world.db.query(
        `UPDATE grading_asked SET asked_at = asked_at - interval '11 minutes' WHERE attempt_id = $1`,
        [id],
      );
    await aged();
    expect(await world.get(GradeForgotten).sweep()).toBe(1);
    await aged();
    await world.get(Grading).grade([id]);
    expect(await world.get(GradeForgotten).sweep()).toBe(0);
    expect(await world.db.query('SELECT FROM grading_asked WHERE attempt_id = $1', [id])).toEqual([]);
  });

  test('thousands that cannot be graded yet keep no later one waiting', async () => {
    const id = await submitted();
    await waitedFor(id, 3);
    await world.db.query(
      `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, items, seed, status, started_at, deadline_at,
                            submitted_at, submitted_by)
       SELECT uuidv7(), quiz_id, account_id, uuidv7(), 1, items, seed, 'submitted', started_at, deadline_at,
              now() - interval '1 day', 'learner'
         FROM attempt, generate_series(1, 5000) WHERE id = $1`,
      [id],
    );
    expect(await world.get(GradeForgotten).sweep()).toBe(5000);
    expect(await askedFor(id)).toBe(0);
    expect(await world.get(GradeForgotten).sweep()).toBeGreaterThanOrEqual(1);
    expect(await askedFor(id)).toBe(1);
  });
});
