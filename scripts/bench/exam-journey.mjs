/** A whole examination as 16 or 64 people do it at once; every page and mark is checked. */
import { textOf, Visitor } from '../lib/visitor.mjs';
import { cpuEach, cpuMs } from './cpu.mjs';
import { connect } from './database.mjs';
import { makeLearners, PASSWORD } from './learners.mjs';

const COURSE = '/courses/ung-dung-ai-trong-cong-vu';
const SECONDS = 30;
/** A server that has just started compiles its code; this is not what is measured. */
const WARM_UP_SECONDS = 15;
/** Moodle 4.5, tuned, on two cores like these: journeys a minute. */
const MOODLE = 270;

export async function signIn(origin, learner) {
  const visitor = new Visitor(origin);
  await visitor.get('/sign-in');
  visitor.expectOk('sign-in page');
  await visitor.post('/sign-in', { identifier: learner.username, password: PASSWORD });
  visitor.expectOk('sign in');
  if (!visitor.cookies.has('hv')) throw new Error(`Not signed in: ${textOf(visitor.html).slice(0, 200)}`);
  return visitor;
}

/** One journey; `time(step, work)` measures each step. Returns the mark shown. */
async function journey(origin, learner, key, time) {
  const visitor = await time('sign-in', () => signIn(origin, learner));
  await time('course', async () => (await visitor.get(COURSE)).expectOk('course page'));
  const sheet = await time('start', async () => {
    await visitor.post(`/learn/${learner.enrolmentId}/attempts`);
    return visitor.expectOk('start').path.split('?')[0];
  });
  const items = key.get(await attemptItems(key, sheet));
  for (let request = 0; request < 5; request++) {
    await time('save', async () => {
      const answers = [0, 1, 2, 3].map((n) => {
        const position = request * 4 + n;
        return { seq: position + 1, position: position + 1, answer: items[position].right };
      });
      const { status } = await visitor.json('POST', `${sheet}/answers`, { answers });
      if (status !== 200) throw new Error(`save answered ${status}`);
    });
  }
  await time('submit', async () => (await visitor.post(`${sheet}/submission`)).expectOk('submit'));
  return time('result', async () => {
    for (let tries = 0; tries < 400; tries++) {
      await visitor.get(`${sheet}/result`);
      visitor.expectOk('result');
      if (visitor.html.includes('66,66')) return '66,66';
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`No right mark in time: ${textOf(visitor.html).slice(0, 300)}`);
  });
}

async function attemptItems(key, sheet) {
  const id = sheet.split('/')[2];
  await key.load(id);
  return id;
}

/** Right answers of an attempt, read from the database beside the measured path (one indexed row). */
function answerKey(db) {
  const known = new Map();
  const versions = new Map();
  return {
    get: (id) => known.get(id),
    async load(id) {
      const { rows } = await db.query('SELECT items FROM attempt WHERE id = $1', [id]);
      const items = rows[0].items;
      const missing = items.map((item) => item.questionVersionId).filter((each) => !versions.has(each));
      if (missing.length) {
        const found = await db.query('SELECT id, body FROM question_version WHERE id = ANY($1::uuid[])', [
          missing,
        ]);
        for (const row of found.rows)
          versions.set(
            row.id,
            row.body.options?.filter((o) => o.correct).map((o) => o.id) ?? [`${row.body.answer}`],
          );
      }
      known.set(
        id,
        items.map(({ questionVersionId, options }) => ({
          right: versions.get(questionVersionId).map((option) => `${options.indexOf(option) + 1}`),
        })),
      );
    },
  };
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

async function run(server, db, users) {
  const learners = await makeLearners(db, users * 400, `j${users}x`);
  const key = answerKey(db);
  const steps = {};
  const time = async (step, work) => {
    const began = performance.now();
    const result = await work();
    steps[step] ??= [];
    steps[step].push(performance.now() - began);
    return result;
  };
  let done = 0;
  const one = async (until) => {
    while (performance.now() < until) {
      const learner = learners.pop();
      if (!learner) throw new Error('Ran out of learners: make more');
      await journey(server.origin, learner, key, time);
      done++;
    }
  };
  const group = (seconds) => {
    const until = performance.now() + seconds * 1000;
    return Promise.all(Array.from({ length: users }, () => one(until)));
  };
  await group(WARM_UP_SECONDS);
  for (const step of Object.keys(steps)) delete steps[step];
  done = 0;
  const spent = cpuMs(server);
  const began = performance.now();
  await group(SECONDS);
  const minutes = (performance.now() - began) / 60_000;
  const cpuMsEach = cpuEach(spent, cpuMs(server), done);
  const p50 = {};
  const p95 = {};
  for (const [step, values] of Object.entries(steps)) {
    values.sort((a, b) => a - b);
    p50[step] = Math.round(quantile(values, 0.5));
    p95[step] = Math.round(quantile(values, 0.95));
  }
  return { perMinute: done / minutes, p50, p95, cpuMsEach, markedMs: await markedMs(db) };
}

/** From handing in to the mark, milliseconds: what a learner waits before the result. */
async function markedMs(db) {
  const { rows } = await db.query(
    `SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM g.graded_at - a.submitted_at)) AS waits
       FROM grade g JOIN attempt a ON a.id = g.attempt_id`,
  );
  const [p50, p95] = rows[0].waits.map((seconds) => Math.round(seconds * 1000));
  return { p50, p95 };
}

export const examJourney = {
  figures: ['exam-journey-16', 'exam-journey-64'],
  async run({ report, installation, wanted, say }) {
    const server = await installation('main', { workers: 1 });
    const db = await connect(server.databaseUrl);
    say(
      'exam-journey: production settings: argon2id 19 MiB t=2, fsync on, synchronous_commit on, audit and rate limits on',
    );
    for (const users of [16, 64]) {
      if (wanted.length && !wanted.includes(`exam-journey-${users}`)) continue;
      const { perMinute, ...more } = await run(server, db, users);
      report({
        name: `exam-journey-${users}`,
        value: perMinute,
        unit: 'journeys/min',
        against: MOODLE * 20,
        ...more,
      });
    }
    await db.end();
  },
};
