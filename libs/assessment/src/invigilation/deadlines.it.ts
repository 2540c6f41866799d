import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { Accommodations } from '../accommodation/accommodations.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { Invigilation } from './invigilation.service.js';

const HISTORIES = 10_000;
/** In microseconds. */
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

const act = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      minutes: fc.constantFrom(1, 7, 45),
      once: fc.boolean(),
      /** The form was sent twice. */
      twice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
  /** Time goes by; while an attempt is paused it must not be lost. */
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 900 }) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Kind<Name extends Act['kind']> = Extract<Act, { kind: Name }>;

interface Sitting {
  id: string;
  enrolmentId: string;
  acts: Act[];
}

let world: ExamWorld;
let quizId: string;
let invigilator: string;
beforeAll(async () => {
  world = await ExamWorld.open();
  quizId = await world.quiz([single('q1')], { minutes: 30 });
  invigilator = await world.account();
}, 300_000);
afterAll(() => world?.close());

/** Many open attempts of 30 minutes, alike but for whose they are. */
async function sittings(histories: Act[][]): Promise<Sitting[]> {
  const { attemptId } = await world.sitting(quizId);
  const all = histories.map((acts) => ({ id: newId(), enrolmentId: newId(), acts }));
  await world.db.query(
    `INSERT INTO attempt SELECT (jsonb_populate_record(a, jsonb_build_object('id', n.id, 'enrolment_id', n.enrolment_id))).*
       FROM attempt a, unnest($2::uuid[], $3::uuid[]) AS n (id, enrolment_id) WHERE a.id = $1`,
    [attemptId, all.map(({ id }) => id), all.map(({ enrolmentId }) => enrolmentId)],
  );
  return all;
}

/** Microseconds of each attempt from its start to its deadline. */
async function lengths(all: Sitting[]): Promise<number[]> {
  const rows: { id: string; length: string }[] = await world.db.query(
    'SELECT id, extract(epoch FROM deadline_at - started_at) * 1e6 AS length FROM attempt',
  );
  const byId = new Map(rows.map(({ id, length }) => [id, Number(length)]));
  return all.map(({ id }) => byId.get(id)!);
}

/** Seconds that went by while the attempt was paused, and minutes it was granted. */
function expected(acts: Act[]) {
  let paused = false;
  let still = 0;
  let granted = 0;
  for (const each of acts) {
    if (each.kind === 'pause') paused = true;
    else if (each.kind === 'resume') paused = false;
    else if (each.kind === 'grant') granted += each.minutes;
    else if (paused) still += each.seconds;
  }
  return { still, granted };
}

/** The acts of one round, each kind for all to whom it happens. */
async function happen(round: { sitting: Sitting; act: Act }[]): Promise<void> {
  const of = <Name extends Act['kind']>(kind: Name) =>
    round.filter((each): each is { sitting: Sitting; act: Kind<Name> } => each.act.kind === kind);
  const ids = (some: { sitting: Sitting }[]) => some.map(({ sitting }) => sitting.id);
  const named = { actorId: invigilator, reason: 'Mất điện' };
  await world.get(Invigilation).pause(ids(of('pause')), named);
  await world.get(Invigilation).resume(ids(of('resume')), invigilator);
  for (const [minutes, once, twice] of [1, 7, 45].flatMap((minutes) =>
    [true, false].flatMap((once) => [true, false].map((twice) => [minutes, once, twice] as const)),
  )) {
    const sitters = of('grant')
      .filter((each) => each.act.minutes === minutes && each.act.once === once && each.act.twice === twice)
      .map(({ sitting }) => ({ enrolmentId: sitting.enrolmentId, quizId }));
    const grant = { grantId: newId(), minutes, attempts: 0, once, reason: 'x', grantedBy: invigilator };
    for (let time = 0; time < (twice ? 2 : 1); time++) await world.get(Accommodations).grant(sitters, grant);
  }
  const waiting = of('wait');
  await world.db.query(
    `WITH gone AS (UPDATE attempt_pause p SET paused_at = paused_at - make_interval(secs => w.seconds)
                     FROM unnest($1::uuid[], $2::int[]) AS w (id, seconds)
                    WHERE p.attempt_id = w.id AND resumed_at IS NULL RETURNING w.id, make_interval(secs => w.seconds) AS time)
     UPDATE attempt a SET started_at = started_at - time, paused_at = paused_at - time, deadline_at = deadline_at - time
       FROM gone WHERE gone.id = a.id`,
    [ids(waiting), waiting.map(({ act }) => act.seconds)],
  );
}

test('whatever is granted, paused and resumed, in any order: no deadline moves back, no minute is lost or doubled', async () => {
  const began = performance.now();
  const all = await sittings(fc.sample(fc.array(act, { minLength: 1, maxLength: 6 }), HISTORIES));
  let before = await lengths(all);
  for (let round = 0; round < 6; round++) {
    await happen(
      all.flatMap((sitting) => sitting.acts.slice(round, round + 1).map((act) => ({ sitting, act }))),
    );
    const after = await lengths(all);
    expect(all.filter((_, index) => after[index]! < before[index]!)).toEqual([]);
    before = after;
  }
  await world.get(Invigilation).resume(
    all.map(({ id }) => id),
    invigilator,
  );
  const elapsed = (performance.now() - began) * 1000;
  const wrong = (await lengths(all)).flatMap((length, index) => {
    const { acts } = all[index]!;
    const { still, granted } = expected(acts);
    // What it stood still beyond that is time of this test, at most all of it, and none where nobody paused.
    const beyond = length - (30 + granted) * MINUTE - still * SECOND;
    const most = acts.some(({ kind }) => kind === 'pause') ? elapsed : 0;
    return beyond >= 0 && beyond <= most ? [] : [{ acts, granted, still, beyond }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
}, 300_000);
