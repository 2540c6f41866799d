import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { Attempts } from './attempts.service.js';
import { COUNTED_MARKS, countedMark, countedPass, type RetakeRules } from './retakes.policy.js';
import { Submissions } from './submissions.service.js';

describe('sitting again', () => {
  let world: ExamWorld;
  let attempts: Attempts;
  beforeAll(async () => {
    world = await ExamWorld.open({ databasePool: 16 });
    attempts = world.get(Attempts);
  }, 120_000);
  afterAll(() => world.close());

  const learner = async (rules: Partial<RetakeRules>) => ({
    quizId: await world.quiz([single('q1'), single('q2')], { attemptsAllowed: 1 }),
    ...{ accountId: await world.account(), enrolmentId: newId(), deviceId: newId() },
    retakes: { attempts: 3, waitMinutes: 0, counted: 'highest', ...rules } as RetakeRules,
  });
  type Request = Awaited<ReturnType<typeof learner>>;
  /** Starts, gives it this result and ends it `minutesAgo`. */
  const sit = async (request: Request, scoreBp: number, minutesAgo = 0) => {
    const { attemptId } = await attempts.start(request);
    await world.get(Submissions).submit(attemptId, { deviceId: request.deviceId, waitedMs: () => 0 });
    await world.get(Grading).grade([attemptId]);
    await world.db.query('UPDATE grade SET score_bp = $2, passed = $3 WHERE attempt_id = $1', [
      ...[attemptId, scoreBp, scoreBp >= 7000],
    ]);
    await world.db.query(
      `UPDATE attempt SET submitted_at = now() - make_interval(mins => $2) WHERE id = $1`,
      [...[attemptId, minutesAgo]],
    );
    return attemptId;
  };
  const told = (request: Request) => attempts.start(request).catch((error: { code: string }) => error.code);

  test('the rules of the class stand in for those of the quiz, and the attempt keeps them', async () => {
    const request = await learner({ attempts: 2, waitMinutes: 5 });
    const attemptId = await sit(request, 0, 6);
    const [{ retakes }] = await world.db.query('SELECT retakes FROM attempt WHERE id = $1', [attemptId]);
    expect(retakes).toEqual({ attempts: 2, waitMinutes: 5, counted: 'highest' });
    await sit(request, 0, 6);
    expect(await told(request)).toBe('assessment.no-attempts-left');
  });

  test('twenty racing starts: none before the wait is over, one after it', async () => {
    const request = await learner({ waitMinutes: 30 });
    const attemptId = await sit(request, 0, 29);
    const early = await Promise.all(Array.from({ length: 20 }, () => told(request)));
    expect(new Set(early)).toEqual(new Set(['assessment.retake-too-early']));
    expect(await attempts.of(request.enrolmentId, request.quizId)).toHaveLength(1);
    await world.db.query(
      `UPDATE attempt SET submitted_at = submitted_at - interval '1 minute' WHERE id = $1`,
      [attemptId],
    );
    const late = await Promise.all(Array.from({ length: 20 }, () => attempts.start(request)));
    expect(late.filter((each) => !each.resumed)).toHaveLength(1);
    expect(await attempts.of(request.enrolmentId, request.quizId)).toHaveLength(2);
  });

  test.each([
    ['highest', [8000], 'assessment.already-passed'],
    ['average', [4000, 9900], 'started'],
    ['average', [5000, 9000], 'assessment.already-passed'],
    ['first', [3000, 9000], 'started'],
  ] as const)('where the %s result counts, %j then %s', async (counted, scores, expected) => {
    const request = await learner({ counted });
    for (const score of scores) await sit(request, score);
    const outcome = await told(request);
    expect(typeof outcome === 'string' ? outcome : 'started').toBe(expected);
  });

  test('the statement that starts and the rules that pages tell agree on 10,000 histories', async () => {
    const score = fc.option(fc.integer({ min: 6000, max: 8000 }), { nil: null, freq: 5 });
    const histories = fc.sample(
      fc.record({ rule: fc.constantFrom(...COUNTED_MARKS), scores: fc.array(score, { maxLength: 5 }) }),
      10_000,
    );
    const rows = histories.flatMap(({ scores }, id) =>
      scores.map((score_bp, index) => ({
        ...{ id, number: index + 1, score_bp, passed: score_bp === null ? null : score_bp >= 7000 },
      })),
    );
    const found: { id: number; passed: boolean }[] = await world.db.query(
      `SELECT c.id, ${countedPass('c.rule', '70')} AS passed
         FROM json_to_recordset($1) AS c (id int, rule text)
         LEFT JOIN json_to_recordset($2) AS a (id int, number int) ON a.id = c.id
         LEFT JOIN json_to_recordset($2) AS g (id int, number int, score_bp int, passed boolean)
           ON g.id = a.id AND g.number = a.number
        GROUP BY c.id, c.rule`,
      [JSON.stringify(histories.map(({ rule }, id) => ({ id, rule }))), JSON.stringify(rows)],
    );
    const wrong = found.filter(({ id, passed }) => {
      const { rule } = histories[id]!;
      const own = rows.filter((row) => row.id === id).map((row) => ({ ...row, scoreBp: row.score_bp }));
      return (countedMark(rule, own, 70)?.passed ?? false) !== passed;
    });
    expect([found.length, wrong]).toEqual([10_000, []]);
  });
});
