import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { COUNTED_MARKS, type CountedMark, countedMark } from '../attempt/retakes.policy.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { Regrade } from './regrade.entity.js';
import { RegradeWork } from './regrade-work.repository.js';

const PASS = 70;
/** Each enough to have every rule meet attempts that go up, down and stay. */
const LEARNERS = 600;

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open();
}, 120_000);
afterAll(() => world?.close());

interface Learner {
  counted: CountedMark;
  /** Per attempt: per cent before and after. */
  scores: [number, number][];
}

const percent = fc.constantFrom(0, 40, 60, 69, 70, 71, 80, 100);
const learners = fc.record({
  counted: fc.constantFrom(...COUNTED_MARKS),
  scores: fc.array(fc.tuple(percent, percent), { minLength: 1, maxLength: 4 }),
});

/** As enrolments do: passed once the attempts up to some point passed. */
function passes({ counted, scores }: Learner, at: 0 | 1): boolean {
  const marks = scores.map((pair, index) => {
    const scoreBp = pair[at] * 100;
    return { number: index + 1, scoreBp, passed: pair[at] >= PASS };
  });
  return marks.some((_, index) => countedMark(counted, marks.slice(0, index + 1), PASS)?.passed);
}

test('who gains and who loses the pass is told by the rule of the class: highest, latest, first, average', async () => {
  const quizId = await world.quiz([single('q1'), single('q2')], { passPercent: PASS });
  const accountId = await world.account();
  const all = fc.sample(learners, LEARNERS).map((learner) => ({ ...learner, enrolmentId: newId() }));
  const attempts = all.flatMap(({ enrolmentId, counted, scores }) =>
    scores.map(([before, after], index) => ({
      ...{ id: newId(), enrolmentId, counted, number: index + 1 },
      ...{ before: { scoreBp: before * 100, passed: before >= PASS } },
      ...{ after: { scoreBp: after * 100, passed: after >= PASS } },
    })),
  );
  const column = <T>(of: (attempt: (typeof attempts)[number]) => T) => attempts.map(of);
  await world.db.query(
    `WITH a AS (
       INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, items, seed, status, deadline_at, submitted_at,
                            submitted_by, retakes)
       SELECT id, $1, $2, enrolment_id, number, '[]', 'x', 'graded', now(), now(), 'learner',
              jsonb_build_object('counted', counted)
         FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::text[]) AS n (id, enrolment_id, number, counted)
     )
     INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units)
     SELECT uuidv7(), id, 1, score_bp, 10000, score_bp, passed, '[0]'
       FROM unnest($3::uuid[], $7::int[], $8::boolean[]) AS n (id, score_bp, passed)`,
    [
      ...[quizId, accountId, column(({ id }) => id), column(({ enrolmentId }) => enrolmentId)],
      ...[column(({ number }) => number), column(({ counted }) => counted)],
      ...[column(({ before }) => before.scoreBp), column(({ before }) => before.passed)],
    ],
  );
  const [{ questionVersionId }] = await world.db.query(
    `SELECT v.id AS "questionVersionId" FROM question_version v JOIN question q ON q.id = v.question_id
       JOIN quiz z ON z.bank_id = q.bank_id WHERE z.id = $1 LIMIT 1`,
    [quizId],
  );
  const proposal = { quizId, questionVersionId, remedy: 'credit', keyVersionId: null, reason: 'x' } as const;
  const regrade = Regrade.of(proposal, accountId, new Date());
  await world.db.manager.insert(Regrade, regrade);
  const effects = attempts.filter(({ before, after }) => before.scoreBp !== after.scoreBp);
  await world.get(RegradeWork).keep(
    regrade.id,
    effects.map(({ id, before, after }) => ({ attemptId: id, before, after })),
  );

  const preview = await world.get(RegradeWork).conclude(world.db.manager, regrade, attempts.length);

  const turnOf = (learner: Learner) => {
    const [before, after] = [passes(learner, 0), passes(learner, 1)];
    return before === after ? null : after ? 'gains' : 'loses';
  };
  const rows: { id: string; turn: string }[] = await world.db.query(
    `SELECT DISTINCT a.enrolment_id AS id, x.turn FROM regrade_effect x JOIN attempt a ON a.id = x.attempt_id
      WHERE x.regrade_id = $1 AND x.turn IS NOT NULL`,
    [regrade.id],
  );
  const told = new Map(rows.map(({ id, turn }) => [id, turn]));
  expect(rows).toHaveLength(told.size);
  const wrong = all.filter((learner) => (told.get(learner.enrolmentId) ?? null) !== turnOf(learner));
  expect(wrong.slice(0, 3)).toEqual([]);
  const count = (turn: string) => all.filter((learner) => turnOf(learner) === turn).length;
  expect([preview.gains, preview.loses]).toEqual([count('gains'), count('loses')]);
  expect(Math.min(preview.gains, preview.loses)).toBeGreaterThan(0);
});
