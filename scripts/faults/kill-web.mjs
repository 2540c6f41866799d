/**
 * Kills the web process with SIGKILL again and again while learners start and answer, each new one with a clock
 * that is right, an hour ahead or an hour behind in turn. Then counts from the tables: every acknowledged answer
 * is there as it was given, every deadline is the one that was shown, nobody has two attempts.
 *
 * `node scripts/faults/kill-web.mjs [--kills 100] [--attempts 5000] [--answers 40]`
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { connect } from '../bench/database.mjs';
import { signedIn } from '../bench/exam-rush.mjs';
import { makeLearners } from '../bench/learners.mjs';
import { dataDir, ensureBuilt, root } from '../lib/runtime.mjs';
import { startInstallation } from '../lib/server.mjs';

const AT_ONCE = 48;
const MOST_IN_A_REQUEST = 8;
const SHIFTS = [0, 3600, -3600];
const CLOCK = pathToFileURL(path.join(root, 'scripts/faults/shifted-clock.mjs')).href;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the tables say of what was acknowledged: each number must be 0. */
const CHECKS = [
  [
    'every acknowledged answer is there as it was given',
    `SELECT count(*)::int AS n FROM told t LEFT JOIN attempt a ON a.id = t.attempt
      LEFT JOIN answer_journal j ON j.attempt_id = t.attempt AND j.client_seq = t.seq
      WHERE a.id IS NULL OR j.position IS DISTINCT FROM t.position
         OR j.answer IS DISTINCT FROM jsonb_build_array(a.items -> (t.position - 1) -> 'options' -> (t.number - 1))`,
  ],
  [
    'every deadline is the one that was shown',
    `SELECT count(*)::int AS n FROM shown s LEFT JOIN attempt a ON a.id = s.attempt
      WHERE date_trunc('milliseconds', a.deadline_at) IS DISTINCT FROM s.deadline OR s.deadline IS NULL`,
  ],
  [
    'every deadline lies as far from its start as the quiz says, by the clock of the database',
    `SELECT count(*)::int AS n FROM shown s JOIN attempt a ON a.id = s.attempt JOIN quiz q ON q.id = a.quiz_id
      WHERE a.deadline_at <> a.started_at + make_interval(mins => q.minutes) OR a.started_at > now()`,
  ],
  [
    'nobody has two attempts, and no attempt was closed',
    `SELECT count(*)::int AS n FROM attempt
      WHERE enrolment_id IN (SELECT enrolment_id FROM attempt JOIN shown ON shown.attempt = id) AND (number > 1 OR status <> 'open')`,
  ],
];

/** @returns {Promise<{kills: number, attempts: number, acknowledged: number, seconds: number, broken: string[]}>} */
export async function killWeb({ kills, attempts, answers, folder, say }) {
  const server = await startInstallation({ dataDir: folder, workers: 0, log: 'silent' });
  const db = await connect(server.databaseUrl);
  try {
    const learners = await signedIn(server, db, await makeLearners(db, attempts, 'web'));
    const began = performance.now();
    const told = { attempt: [], seq: [], position: [], number: [] };
    const total = attempts * answers;
    let over = false;
    let killed = 0;
    const killing = (async () => {
      let web = server.web[0];
      for (let kill = 0; kill < kills && !over; kill++) {
        while (!over && told.seq.length < (total * (kill + 0.5)) / (kills + 1)) await pause(5);
        // Anywhere between two answers or in the middle of one.
        await pause(Math.random() * 50);
        web.kill('SIGKILL');
        await new Promise((resolve) => (web.signalCode ? resolve() : web.once('exit', resolve)));
        server.env.CLOCK_SHIFT_SECONDS = String(SHIFTS[(kill + 1) % SHIFTS.length]);
        server.env.NODE_OPTIONS = `--import ${CLOCK}`;
        web = server.launch('web');
        killed++;
        if (kill % 10 === 9) say(`${kill + 1} kills, ${told.seq.length} answers`);
      }
    })();
    const waiting = [...learners];
    const sit = async () => {
      for (let learner = waiting.pop(); learner; learner = waiting.pop())
        await sitting(learner, answers, told);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sit));
    over = true;
    await killing;
    return {
      kills: killed,
      attempts,
      acknowledged: told.seq.length,
      seconds: Math.round((performance.now() - began) / 1000),
      broken: [
        ...(killed < kills ? [`only ${killed} of ${kills} kills happened`] : []),
        ...(told.seq.length === total ? [] : [`${told.seq.length} of ${total} answers were acknowledged`]),
        ...(await brokenOnes(db, told, learners)),
      ],
    };
  } finally {
    await db.end();
    await server.stop();
  }
}

/** One learner from the start to the last answer; what is not acknowledged is sent again, as a browser would. */
async function sitting(learner, answers, told) {
  const { visitor } = learner;
  await insisting(async () => {
    await visitor.post(learner.start);
    if (visitor.status !== 200 || !visitor.path.startsWith('/attempts/')) throw new Error('not started');
  });
  learner.attempt = visitor.path.split('/')[2].split('?')[0];
  learner.deadline = /data-countdown="([^"]+)"/.exec(visitor.html)?.[1];
  const questions = new Set(visitor.html.match(/data-question="\d+"/g)).size;
  visitor.token();
  visitor.html = '';
  for (let seq = 1; seq <= answers; ) {
    const count = Math.min(answers - seq + 1, 1 + Math.floor(Math.random() * MOST_IN_A_REQUEST));
    const given = Array.from({ length: count }, (_, index) => ({
      ...{ seq: seq + index, position: 1 + ((seq + index) % questions) },
      answer: [String(1 + ((seq + index) % 2))],
    }));
    await insisting(async () => {
      const { status, body } = await visitor.json('POST', `/attempts/${learner.attempt}/answers`, {
        answers: given,
      });
      if (status === 422) throw new Refused(JSON.stringify(body));
      if (status !== 200 || given.some((each) => !body.saved.includes(each.seq)))
        throw new Error(`${status}`);
    });
    for (const each of given) {
      told.attempt.push(learner.attempt);
      told.seq.push(each.seq);
      told.position.push(each.position);
      told.number.push(Number(each.answer[0]));
    }
    seq += count;
  }
}

class Refused extends Error {}

async function insisting(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) throw error;
      await pause(20 + Math.random() * 100);
    }
  }
}

async function brokenOnes(db, told, learners) {
  await db.query('CREATE TEMP TABLE told (attempt uuid, seq bigint, position int, number int)');
  await db.query('CREATE TEMP TABLE shown (attempt uuid, deadline timestamptz)');
  await db.query('INSERT INTO told SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::int[], $4::int[])', [
    ...[told.attempt, told.seq, told.position, told.number],
  ]);
  await db.query('INSERT INTO shown SELECT * FROM unnest($1::uuid[], $2::timestamptz[])', [
    learners.map((each) => each.attempt),
    learners.map((each) => each.deadline),
  ]);
  await db.query('ANALYZE');
  const broken = [];
  for (const [name, sql] of CHECKS) {
    const { rows } = await db.query(sql);
    if (rows[0].n !== 0) broken.push(`${name}: ${rows[0].n} wrong`);
  }
  return broken;
}

if (process.argv[1]?.endsWith('kill-web.mjs')) {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      attempts: { type: 'string', default: '5000' },
      answers: { type: 'string', default: '40' },
    },
  });
  const say = (line) => console.error(line);
  await ensureBuilt(say);
  const result = await killWeb({
    kills: Number(values.kills),
    attempts: Number(values.attempts),
    answers: Number(values.answers),
    folder: path.join(dataDir, 'faults-web'),
    say,
  });
  console.log(JSON.stringify(result));
  process.exit(result.broken.length === 0 ? 0 : 1);
}
