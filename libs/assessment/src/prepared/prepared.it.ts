import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { Accommodations } from '../accommodation/accommodations.service.js';
import { ExtraTimeForgotten } from '../accommodation/accommodations.sweep.js';
import { AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { Attempts } from '../attempt/attempts.service.js';
import { drawForm } from '../attempt/draw.policy.js';
import { Submissions } from '../attempt/submissions.service.js';
import { Grading } from '../grading/grading.service.js';
import { CloseOverdue, GradeForgotten } from '../grading/grading.sweep.js';
import { Random } from '../random/random.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { AttemptTrace } from '../trace/attempt-trace.js';
import { PreparedAttempts } from './prepared-attempts.service.js';
import { preparedStart } from './prepared-start.js';

jest.setTimeout(60_000);

/** Open to everybody; the door of a class is tested where it is. */
const OPEN = preparedStart(`SELECT NULL::int AS attempts, NULL::int AS wait_minutes, NULL::text AS counted
  WHERE $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL`);

let world: ExamWorld;
let prepared: PreparedAttempts;
beforeAll(async () => {
  world = await ExamWorld.open({ databasePool: 16 });
  prepared = world.get(PreparedAttempts);
}, 120_000);
afterAll(() => world?.close());

const quiz = (minutes = 30) =>
  world.quiz(
    ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'].map((id) => single(id)),
    { minutes, draw: [{ tag: 'a', count: 4 }] },
  );
const learner = async (quizId: string) => ({
  ...{ quizId, accountId: await world.account(), enrolmentId: newId(), deviceId: newId() },
});
type Learner = Awaited<ReturnType<typeof learner>>;
const row = async (id: string) => (await world.db.query('SELECT * FROM attempt WHERE id = $1', [id]))[0];
const form = async ({ enrolmentId }: Learner) =>
  (await world.db.query('SELECT * FROM prepared_attempt WHERE enrolment_id = $1', [enrolmentId]))[0];
const ready = async (quizId: string) => {
  const who = await learner(quizId);
  await prepared.prepare([who]);
  return who;
};
const grant = (who: Learner, minutes: number, attempts: number) =>
  world.get(Accommodations).grant([who], {
    ...{ grantId: newId(), minutes, attempts, once: false, reason: 'Khuyết tật', grantedBy: who.accountId },
  });

describe('a start that was prepared', () => {
  test('equals one that was not: deadline with extra time, rules, device, draw, journal, mark and story', async () => {
    const quizId = await quiz();
    const [one, other] = [await ready(quizId), await learner(quizId)];
    for (const who of [one, other]) await grant(who, 15, 1);
    const attemptId = (await prepared.start(OPEN, one)) as string;
    const plain = (await world.get(Attempts).start({ ...other, retakes: null })).attemptId;

    const kinds: Record<string, unknown>[] = [];
    for (const [id, who] of [
      [attemptId, one],
      [plain, other],
    ] as const) {
      const snapshot = await world.get(AttemptSnapshots).own(id, who.accountId);
      const browser = world.browser(who.accountId, who.deviceId);
      await browser.get(`/attempts/${id}`);
      for (const position of [1, 2, 3, 4])
        await browser.post(`/attempts/${id}/answers`, {
          ...{ question: String(position), answer: await world.numbers(id, position, 'b') },
        });
      await browser.post(`/attempts/${id}/submission`);
      await world.get(Grading).grade([id]);
      const attempt = await row(id);
      expect(attempt.deadline_at - attempt.started_at).toBe(45 * 60_000);
      const [{ draw, pool }] = await world.db.query('SELECT draw, pool FROM quiz WHERE id = $1', [quizId]);
      expect(drawForm(draw, pool, new Random(attempt.seed))).toEqual(
        attempt.items.map((item: { questionVersionId: string }) => item.questionVersionId),
      );
      const { events } = await world.get(AttemptTrace).of(id);
      const [uses] = await world.db.query('SELECT count(*) FROM accommodation_use WHERE attempt_id = $1', [
        id,
      ]);
      kinds.push({
        ...{ events: events.map(({ at: _, ...event }) => ({ ...event, by: null })), uses },
        ...{ number: attempt.number, status: attempt.status, submittedBy: attempt.submitted_by },
        ...{ epoch: attempt.device_epoch, own: attempt.device_id === who.deviceId },
        ...{ quiz: attempt.quiz_id, entry: attempt.entry_id, questions: snapshot.items.length },
        ...{
          snapshotNumber: snapshot.number,
          since: snapshot.startedAt.getTime() - attempt.started_at.getTime(),
        },
      });
    }
    expect(kinds[0]).toEqual(kinds[1]);
    expect(kinds[0]).toMatchObject({ status: 'graded', uses: { count: '1' }, since: 0 });
    expect((await row(attemptId)).retakes).toEqual({ attempts: 3, waitMinutes: 0, counted: 'highest' });
    expect(await world.get(ExtraTimeForgotten).sweep()).toBe(0);
  });

  test('asks what was drawn ahead, once', async () => {
    const who = await ready(await quiz());
    const { items, seed } = await form(who);
    const attemptId = (await prepared.start(OPEN, who)) as string;
    expect(await row(attemptId)).toMatchObject({ items, seed });
    expect(await form(who)).toBeUndefined();
    expect(await prepared.start(OPEN, who)).toBeNull();
  });

  test('fifty racing starts, prepared and not, make one attempt', async () => {
    const who = await ready(await quiz());
    const started = await Promise.all(
      Array.from({ length: 50 }, async (_, turn) => {
        const id = turn % 2 ? await prepared.start(OPEN, who) : null;
        return id ?? (await world.get(Attempts).start(who)).attemptId;
      }),
    );
    expect(new Set(started).size).toBe(1);
    expect(await world.get(Attempts).of(who.enrolmentId, who.quizId)).toHaveLength(1);
  });

  test('is refused where an attempt exists, whatever became of it, and where nothing was prepared', async () => {
    const who = await ready(await quiz());
    const { attemptId } = await world.get(Attempts).start(who);
    expect(await prepared.start(OPEN, who)).toBeNull();
    await world.get(Submissions).submit(attemptId, { deviceId: who.deviceId, waitedMs: () => 0 });
    await world.get(Grading).grade([attemptId]);
    expect(await prepared.start(OPEN, who)).toBeNull();
    expect(await prepared.prepare([who])).toBe(0);
    expect(await prepared.start(OPEN, await learner(who.quizId))).toBeNull();
  });
});

describe('forms drawn ahead', () => {
  test('stay as they are when prepared again, and are drawn anew for another quiz or one frozen otherwise', async () => {
    const who = await ready(await quiz());
    const first = await form(who);
    expect(await prepared.prepare([who])).toBe(0);
    expect(await form(who)).toEqual(first);

    await world.db.query(`UPDATE quiz SET frozen_at = frozen_at + interval '1 second' WHERE id = $1`, [
      who.quizId,
    ]);
    expect(await prepared.start(OPEN, who)).toBeNull();
    expect(await prepared.prepare([who])).toBe(1);
    const second = await form(who);
    expect(second.seed).not.toBe(first.seed);

    const other = { ...who, quizId: await quiz(20) };
    expect(await prepared.prepare([other])).toBe(1);
    const attemptId = (await prepared.start(OPEN, other)) as string;
    expect((await row(attemptId)).quiz_id).toBe(other.quizId);
  });

  test('are attempts to nobody: no standing, no deadline to close, nothing to grade', async () => {
    const quizId = await quiz(1);
    const crowd = await Promise.all(Array.from({ length: 5 }, () => ready(quizId)));
    await world.db.query(`UPDATE prepared_attempt SET prepared_at = now() - interval '1 day'`);
    expect(await world.get(CloseOverdue).sweep()).toBe(0);
    expect(await world.get(GradeForgotten).sweep()).toBe(0);
    const attempts = await world.db.query('SELECT FROM attempt WHERE quiz_id = $1', [quizId]);
    expect(attempts).toEqual([]);
    for (const { enrolmentId } of crowd)
      expect(await world.get(Attempts).of(enrolmentId, quizId)).toEqual([]);
  });
});
