/**
 * Hands in each attempt many times at once, through HTTP, then counts from the tables: one closing, one event and
 * one grade each.
 *
 * `node scripts/faults/race-submits.mjs [--attempts 500] [--racers 20]`
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../bench/database.mjs';
import { signedIn } from '../bench/exam-rush.mjs';
import { makeLearners } from '../bench/learners.mjs';
import { dataDir, ensureBuilt } from '../lib/runtime.mjs';
import { startInstallation } from '../lib/server.mjs';

const { values } = parseArgs({
  options: {
    attempts: { type: 'string', default: '500' },
    racers: { type: 'string', default: '20' },
  },
});
const [attempts, racers] = [Number(values.attempts), Number(values.racers)];
const say = (line) => console.error(line);

const CHECKS = [
  [
    'every attempt is closed once, by its learner',
    `SELECT count(*)::int AS n FROM attempt WHERE id = ANY ($1::uuid[]) AND (status <> 'graded' OR submitted_by <> 'learner')`,
  ],
  [
    'every attempt has one event',
    `SELECT count(*)::int AS n FROM attempt a WHERE id = ANY ($1::uuid[])
       AND (SELECT count(*) FROM outbox o WHERE o.type = 'AttemptSubmitted' AND o.aggregate_id = a.id) <> 1`,
  ],
  [
    'every attempt has one grade',
    `SELECT count(*)::int AS n FROM attempt a WHERE id = ANY ($1::uuid[]) AND (SELECT count(*) FROM grade g WHERE g.attempt_id = a.id) <> 1`,
  ],
];

await ensureBuilt(say);
const folder = path.join(dataDir, 'faults-race');
const server = await startInstallation({ dataDir: folder, workers: 1, log: 'silent' });
const db = await connect(server.databaseUrl);
const outcomes = {};
const broken = [];
const ids = [];
try {
  const learners = await signedIn(server, db, await makeLearners(db, attempts, 'race'));
  const began = performance.now();
  for (const { visitor, start } of learners) {
    await visitor.post(start);
    const attempt = visitor.expectOk('start').path.split('/')[2].split('?')[0];
    ids.push(attempt);
    const racing = Array.from({ length: racers }, () =>
      visitor.json('POST', `/attempts/${attempt}/submission`, {}),
    );
    for (const { status, body } of await Promise.all(racing)) {
      const outcome = body?.outcome ?? status;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  }
  for (let waited = 0; waited < 120; waited++) {
    const { rows } = await db.query(
      `SELECT count(*)::int AS n FROM attempt WHERE id = ANY ($1::uuid[]) AND status <> 'graded'`,
      [ids],
    );
    if (rows[0].n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  if (outcomes['submitted'] !== attempts)
    broken.push(`${outcomes['submitted']} answers said that they closed it`);
  for (const [name, sql] of CHECKS) {
    const { rows } = await db.query(sql, [ids]);
    if (rows[0].n !== 0) broken.push(`${name}: ${rows[0].n} wrong`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ attempts, submits: attempts * racers, outcomes, seconds, broken }));
} finally {
  await db.end();
  await server.stop();
}
process.exit(broken.length === 0 ? 0 : 1);
