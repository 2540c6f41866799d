/**
 * Kills the worker with SIGKILL again and again while attempts are graded and certificates issued, then counts
 * from the tables: nothing lost, nothing twice, no gap in the register, the chain whole.
 *
 * `node scripts/faults/kill-worker.mjs [--kills 50] [--attempts 2000] [--redis URL]`
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../bench/database.mjs';
import { submitAll } from '../bench/grading.mjs';
import { makeLearners } from '../bench/learners.mjs';
import { dataDir, ensureBuilt } from '../lib/runtime.mjs';
import { startInstallation } from '../lib/server.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Locks of jobs, the sweeper's minute and the work itself, with much to spare. */
const PATIENCE_SECONDS = 240;

/** What the tables say: each row must hold. */
const CHECKS = [
  ['every event was passed on', `SELECT count(*)::int AS n FROM outbox WHERE sent_at IS NULL`],
  [
    'every submitted attempt has exactly one grade',
    `SELECT count(*)::int AS n FROM attempt a WHERE submitted_at IS NOT NULL AND (SELECT count(*) FROM grade g WHERE g.attempt_id = a.id) <> 1`,
  ],
  [
    'every attempt with a grade says so',
    `SELECT count(*)::int AS n FROM attempt a JOIN grade g ON g.attempt_id = a.id WHERE a.status <> 'graded'`,
  ],
  [
    'every pass is counted at its enrolment',
    `SELECT count(*)::int AS n FROM grade g JOIN attempt a ON a.id = g.attempt_id JOIN enrolment e ON e.id = a.enrolment_id WHERE g.passed AND e.passed_at IS NULL`,
  ],
  [
    'every pass holds exactly one valid certificate',
    `SELECT count(*)::int AS n FROM enrolment e WHERE passed_at IS NOT NULL AND (SELECT count(*) FROM certificate c WHERE c.enrolment_id = e.id AND c.status = 'valid') <> 1`,
  ],
  [
    'nobody else holds one',
    `SELECT count(*)::int AS n FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id WHERE e.passed_at IS NULL`,
  ],
  [
    'the register has no gap',
    `SELECT count(*)::int AS n FROM register r WHERE last_number <> (SELECT count(*) FROM certificate c WHERE c.register_id = r.id)`,
  ],
  [
    'no number is used twice',
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM certificate GROUP BY register_id, number HAVING count(*) > 1) d`,
  ],
  [
    'each certificate has one entry in the issuing log',
    `SELECT count(*)::int AS n FROM certificate c WHERE (SELECT count(*) FROM issuing_log l WHERE l.certificate_id = c.id AND l.kind = 'issued') <> 1`,
  ],
  [
    'the log follows on, hash by hash',
    `SELECT count(*)::int AS n FROM (SELECT previous_hash, lag(hash) OVER (ORDER BY seq) AS before, seq FROM issuing_log) l WHERE before IS NOT NULL AND previous_hash <> before`,
  ],
  [
    'each certificate has its signed file, and no drawn page is left',
    `SELECT count(*)::int AS n FROM certificate WHERE signed_at IS NULL OR drawn_key IS NOT NULL`,
  ],
  [
    'rollups equal the rows',
    `SELECT abs((SELECT coalesce(sum(passed), 0) FROM completion_rollup) - (SELECT count(*) FROM enrolment WHERE passed_at IS NOT NULL))::int + abs((SELECT coalesce(sum(certified), 0) FROM completion_rollup) - (SELECT count(*) FROM certificate WHERE status = 'valid'))::int AS n`,
  ],
];

/** @returns {Promise<{kills: number, attempts: number, certificates: number, seconds: number, broken: string[]}>} */
export async function killWorkers({ kills, attempts, folder, redisUrl, say }) {
  const server = await startInstallation({
    dataDir: folder,
    workers: 1,
    env: redisUrl ? { REDIS_URL: redisUrl } : {},
    log: 'silent',
  });
  const db = await connect(server.databaseUrl);
  try {
    const learners = await makeLearners(db, attempts, 'kill');
    await submitAll(db, learners);
    const began = performance.now();
    let worker = server.workers[0];
    const share = Math.ceil(attempts / (kills + 1));
    for (let kill = 0; kill <= kills; kill++) {
      const ids = learners.slice(kill * share, (kill + 1) * share).map((each) => each.enrolmentId);
      await db.query(
        `INSERT INTO outbox (id, type, aggregate_id) SELECT uuidv7(), 'AttemptSubmitted', id FROM attempt WHERE enrolment_id = ANY($1::uuid[])`,
        [ids],
      );
      if (kill === kills) break;
      // Anywhere from before its first job to deep in its work.
      await pause(400 + Math.random() * 1600);
      worker.kill('SIGKILL');
      await new Promise((resolve) => (worker.signalCode ? resolve() : worker.once('exit', resolve)));
      worker = server.launch('worker');
      if (kill % 10 === 9) say(`${kill + 1} kills`);
    }
    const broken = await settled(db, say);
    if (!(await gradedAlike(db))) broken.push('graded again without a kill the marks differ');
    const { rows } = await db.query('SELECT count(*)::int AS n FROM certificate');
    return {
      kills,
      attempts,
      certificates: rows[0].n,
      seconds: Math.round((performance.now() - began) / 1000),
      broken,
    };
  } finally {
    await db.end();
    await server.stop();
  }
}

/**
 * What is wrong once the work has come to rest. The jobs of a killed worker come back when their locks run out, and
 * the sweeper repairs within its minute what a kill cut off: rest is when every check holds, and holds on.
 */
async function settled(db, say) {
  let broken = [];
  for (let waited = 0, held = 0; waited < PATIENCE_SECONDS && held < 5; waited++) {
    await pause(1000);
    broken = await brokenChecks(db);
    held = broken.length === 0 ? held + 1 : 0;
    if (waited % 10 === 9) say(broken.length === 0 ? 'every check holds' : broken.join('; '));
  }
  return broken;
}

/** Whether the same attempts, graded again by a worker that nobody kills, get the same marks byte for byte. */
async function gradedAlike(db) {
  const before = await marks(db);
  await db.query(`BEGIN; SET LOCAL session_replication_role = replica`);
  await db.query(`DELETE FROM grade`);
  await db.query(`DELETE FROM outbox WHERE type = 'AttemptSubmitted'`);
  await db.query(`UPDATE attempt SET status = 'submitted' WHERE status = 'graded'`);
  await db.query(
    `INSERT INTO outbox (id, type, aggregate_id) SELECT uuidv7(), 'AttemptSubmitted', id FROM attempt WHERE status = 'submitted'`,
  );
  await db.query('COMMIT');
  for (let waited = 0; waited < PATIENCE_SECONDS; waited++) {
    const { rows } = await db.query(`SELECT count(*)::int AS n FROM attempt WHERE status = 'submitted'`);
    if (rows[0].n === 0) break;
    await pause(1000);
  }
  return before !== null && (await marks(db)) === before;
}

/** One hash of all that grading decides, in the order of the attempts. */
async function marks(db) {
  const { rows } = await db.query(
    `SELECT md5(string_agg(concat_ws('|', attempt_id, revision, mark_units, max_units, score_bp, passed, item_units, dropped), E'\n'
                           ORDER BY attempt_id, revision)) AS hash FROM grade`,
  );
  return rows[0].hash;
}

async function brokenChecks(db) {
  const broken = [];
  for (const [name, sql] of CHECKS) {
    const { rows } = await db.query(sql);
    if (rows[0].n !== 0) broken.push(`${name}: ${rows[0].n} wrong`);
  }
  return broken;
}

if (process.argv[1]?.endsWith('kill-worker.mjs')) {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      attempts: { type: 'string', default: '2000' },
      redis: { type: 'string' },
    },
  });
  const say = (line) => console.error(line);
  await ensureBuilt(say);
  const result = await killWorkers({
    kills: Number(values.kills),
    attempts: Number(values.attempts),
    folder: path.join(dataDir, 'faults'),
    redisUrl: values.redis,
    say,
  });
  console.log(JSON.stringify(result));
  process.exit(result.broken.length === 0 ? 0 : 1);
}
