import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { Grading } from '../grading/grading.service.js';
import { Quizzes } from '../quiz/quizzes.service.js';
import { Random } from '../random/random.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { Attempts } from './attempts.service.js';
import { drawForm, type PoolPart } from './draw.policy.js';
import { Submissions } from './submissions.service.js';

describe('starting an attempt', () => {
  let world: ExamWorld;
  let attempts: Attempts;
  beforeAll(async () => {
    world = await ExamWorld.open({ databasePool: 16 });
    attempts = world.get(Attempts);
  }, 120_000);
  afterAll(() => world.close());

  const learner = async (quizId: string) => ({
    quizId,
    accountId: await world.account(),
    enrolmentId: newId(),
    deviceId: newId(),
  });
  const row = async (id: string) => (await world.db.query('SELECT * FROM attempt WHERE id = $1', [id]))[0];
  const finish = async (attemptId: string, deviceId: string) => {
    await world.get(Submissions).submit(attemptId, { deviceId, waitedMs: () => 0 });
    await world.get(Grading).grade([attemptId]);
  };
  const five = ['q1', 'q2', 'q3', 'q4', 'q5'].map((id) => single(id));

  test('draws by tag, keeps versions, order of options and seed, and sets the deadline by the database', async () => {
    const questions = [...five, ...['r1', 'r2', 'r3'].map((id) => single(id, { tags: ['b'] }))];
    const quiz = await world.quiz(questions, {
      minutes: 45,
      draw: [
        { tag: 'a', count: 3 },
        { tag: 'b', count: 2 },
      ],
    });
    const { attemptId } = await attempts.start(await learner(quiz));
    const attempt = await row(attemptId);
    expect(attempt.deadline_at.getTime() - attempt.started_at.getTime()).toBe(45 * 60_000);
    const drawn = await world.db.query(
      `SELECT q.tags[1] AS tag, count(*)::int FROM question q JOIN question_version v ON v.question_id = q.id
        WHERE v.id = ANY ($1::uuid[]) GROUP BY 1 ORDER BY 1`,
      [attempt.items.map((item: { questionVersionId: string }) => item.questionVersionId)],
    );
    expect(drawn).toEqual([
      { tag: 'a', count: 3 },
      { tag: 'b', count: 2 },
    ]);
    const [{ draw, pool }] = (await world.db.query('SELECT draw, pool FROM quiz WHERE id = $1', [quiz])) as [
      { draw: { tag: string; count: number }[]; pool: PoolPart[] },
    ];
    expect(drawForm(draw, pool, new Random(attempt.seed))).toEqual(
      attempt.items.map((item: { questionVersionId: string }) => item.questionVersionId),
    );
    for (const item of attempt.items) expect([...item.options].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('resumes the open attempt instead of a second one', async () => {
    const request = await learner(await world.quiz(five));
    const first = await attempts.start(request);
    expect(first.resumed).toBe(false);
    expect(await attempts.start(request)).toEqual({ attemptId: first.attemptId, resumed: true });
  });

  test('fifty racing starts make one attempt', async () => {
    const request = await learner(await world.quiz(five));
    const started = await Promise.all(Array.from({ length: 50 }, () => attempts.start(request)));
    expect(new Set(started.map((each) => each.attemptId)).size).toBe(1);
    expect(started.filter((each) => !each.resumed)).toHaveLength(1);
    expect(await attempts.of(request.enrolmentId, request.quizId)).toHaveLength(1);
  });

  test('refuses beyond the attempts allowed, and says how many there are', async () => {
    const request = await learner(await world.quiz(five, { attemptsAllowed: 2 }));
    for (const number of [1, 2]) {
      const { attemptId } = await attempts.start(request);
      expect((await row(attemptId)).number).toBe(number);
      await finish(attemptId, request.deviceId);
    }
    await expect(attempts.start(request)).rejects.toMatchObject({
      code: 'assessment.no-attempts-left',
      params: { allowed: 2 },
    });
  });

  test('waits for the mark of the last attempt, and ends with a pass', async () => {
    const request = await learner(await world.quiz(five, { passPercent: 0, attemptsAllowed: 5 }));
    const { attemptId } = await attempts.start(request);
    await world.get(Submissions).submit(attemptId, { deviceId: request.deviceId, waitedMs: () => 0 });
    await expect(attempts.start(request)).rejects.toMatchObject({ code: 'assessment.grading-in-progress' });
    await world.get(Grading).grade([attemptId]);
    await expect(attempts.start(request)).rejects.toMatchObject({ code: 'assessment.already-passed' });
  });

  test('an attempt left open past its time is closed before anything else', async () => {
    const request = await learner(await world.quiz(five));
    const { attemptId } = await attempts.start(request);
    await world.age(attemptId, 31);
    await expect(attempts.start(request)).rejects.toMatchObject({ code: 'assessment.grading-in-progress' });
    const closed = await row(attemptId);
    expect([closed.status, closed.submitted_by]).toEqual(['submitted', 'deadline']);
    expect(closed.submitted_at).toEqual(closed.deadline_at);
    await world.get(Grading).grade([attemptId]);
    expect((await attempts.start(request)).resumed).toBe(false);
  });

  test('a quiz that was not published cannot be taken', async () => {
    const { bankId } = await world.get(QuestionBanks).import(newId(), 'x', five);
    const quiz = await world.get(Quizzes).create({
      bankId,
      title: 'Nháp',
      minutes: 10,
      attemptsAllowed: 1,
      passPercent: 50,
      draw: [{ tag: 'a', count: 2 }],
    });
    await expect(attempts.start(await learner(quiz))).rejects.toMatchObject({
      code: 'assessment.not-published',
    });
  });

  test('resuming on another device takes over, and the record says so', async () => {
    const request = await learner(await world.quiz(five));
    const { attemptId } = await attempts.start(request);
    const other = newId();
    await attempts.start({ ...request, deviceId: other });
    expect(await row(attemptId)).toMatchObject({ device_id: other, device_epoch: 1 });
    const audit = await world.db.query(
      `SELECT actor_id, detail FROM audit_entry WHERE subject_id = $1 AND action = 'attempt.take-over-device'`,
      [attemptId],
    );
    expect(audit).toEqual([{ actor_id: request.accountId, detail: { handover: 1 } }]);
  });
});
