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

/** So many at once: what happens to them happens at moments that are known within a fraction of a second. */
const AT_ONCE = 250;

/** In microseconds of the database's clock: something happened between the two. */
interface Moment {
  from: number;
  to: number;
}

/** How long an attempt stood still, by the clock around each call and not by what the calls wrote down. */
class StoodStill {
  private readonly pausedAt = new Map<string, Moment>();
  private readonly total = new Map<string, { least: number; most: number }>();

  pause(id: string, at: Moment): void {
    if (!this.pausedAt.has(id)) this.pausedAt.set(id, at);
  }

  resume(id: string, at: Moment): void {
    const since = this.pausedAt.get(id);
    if (since) this.add(id, Math.max(0, at.from - since.to), at.to - since.from);
    this.pausedAt.delete(id);
  }

  /** Time goes by at once. */
  wait(id: string, microseconds: number): void {
    if (this.pausedAt.has(id)) this.add(id, microseconds, microseconds);
  }

  of(id: string) {
    return this.total.get(id) ?? { least: 0, most: 0 };
  }

  private add(id: string, least: number, most: number): void {
    const before = this.of(id);
    this.total.set(id, { least: before.least + least, most: before.most + most });
  }
}

const clock = async (): Promise<number> => {
  const [{ now }] = await world.db.query('SELECT extract(epoch FROM clock_timestamp()) * 1e6 AS now');
  return Number(now);
};

/** Does it to so many attempts at once, and tells `note` of each when that was. */
async function timed(
  ids: string[],
  work: (some: string[]) => Promise<unknown>,
  note: (id: string, at: Moment) => void,
): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const from = await clock();
    await work(some);
    const to = await clock();
    for (const id of some) note(id, { from, to });
  }
}

const pause = (ids: string[], still: StoodStill) =>
  timed(
    ids,
    (some) => world.get(Invigilation).pause(some, { actorId: invigilator, reason: 'Mất điện' }),
    (id, at) => still.pause(id, at),
  );
const resume = (ids: string[], still: StoodStill) =>
  timed(
    ids,
    (some) => world.get(Invigilation).resume(some, invigilator),
    (id, at) => still.resume(id, at),
  );

/** The acts of one round, each kind for all to whom it happens. */
async function happen(round: { sitting: Sitting; act: Act }[], still: StoodStill): Promise<void> {
  const of = <Name extends Act['kind']>(kind: Name) =>
    round.filter((each): each is { sitting: Sitting; act: Kind<Name> } => each.act.kind === kind);
  const ids = (some: { sitting: Sitting }[]) => some.map(({ sitting }) => sitting.id);
  await pause(ids(of('pause')), still);
  await resume(ids(of('resume')), still);
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
  for (const { sitting, act } of waiting) still.wait(sitting.id, act.seconds * SECOND);
  await world.db.query(
    `WITH gone AS (UPDATE attempt_pause p SET paused_at = paused_at - make_interval(secs => w.seconds)
                     FROM unnest($1::uuid[], $2::int[]) AS w (id, seconds)
                    WHERE p.attempt_id = w.id AND resumed_at IS NULL RETURNING w.id, make_interval(secs => w.seconds) AS time)
     UPDATE attempt a SET started_at = started_at - time, paused_at = paused_at - time, deadline_at = deadline_at - time
       FROM gone WHERE gone.id = a.id`,
    [ids(waiting), waiting.map(({ act }) => act.seconds)],
  );
}

test('whatever is granted, paused and resumed, in any order: no deadline moves back, no second is lost or doubled', async () => {
  const all = await sittings(fc.sample(fc.array(act, { minLength: 1, maxLength: 6 }), HISTORIES));
  const still = new StoodStill();
  let before = await lengths(all);
  for (let round = 0; round < 6; round++) {
    const acts = all.flatMap((sitting) =>
      sitting.acts.slice(round, round + 1).map((act) => ({ sitting, act })),
    );
    await happen(acts, still);
    const after = await lengths(all);
    expect(all.filter((_, index) => after[index]! < before[index]!)).toEqual([]);
    before = after;
  }
  const ids = all.map(({ id }) => id);
  await resume(ids, still);
  const after = await lengths(all);
  const wrong = all.flatMap(({ id, acts }, index) => {
    const granted = acts.reduce((sum, each) => sum + (each.kind === 'grant' ? each.minutes : 0), 0);
    const beyond = after[index]! - (30 + granted) * MINUTE;
    const { least, most } = still.of(id);
    return beyond >= least && beyond <= most ? [] : [{ acts, granted, least, most, beyond }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
}, 300_000);
