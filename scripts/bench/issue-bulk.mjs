import { cpuEach, cpuMs } from './cpu.mjs';
import { connect } from './database.mjs';
import { signIn } from './exam-journey.mjs';
import { oneRun } from './exports.mjs';
import { makeLearners } from './learners.mjs';

const ALL = 20_509;
const PAIRS = 5;
/** Enough that drawing them outlasts a window of measuring. */
const PER_PAIR = 2_500;
const WINDOW_MS = 6_000;
const EVERY_MS = 25;

/** Everybody who is marked completed waits for a certificate: `count` more of the class. */
async function complete(db, reader, count) {
  const { rowCount } = await db.query(
    `UPDATE enrolment SET status = 'completed', completed_at = now(), passed_at = now(), best_score_bp = 8800,
       quizzes_passed = quizzes_total
     WHERE id IN (SELECT id FROM enrolment WHERE id <> $1 AND status = 'started' ORDER BY id LIMIT $2)`,
    [reader.enrolmentId, count],
  );
  if (rowCount !== count) throw new Error(`Only ${rowCount} of ${count} can be completed`);
}

/** Seconds from `began` until `sql` counts `count`. */
async function until(db, sql, count, began, patience) {
  for (;;) {
    const { rows } = await db.query(sql);
    const seconds = (Date.now() - began) / 1000;
    if (rows[0].n >= count) return seconds;
    if (seconds > patience) throw new Error(`Only ${rows[0].n} of ${count} in ${patience} s: ${sql}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The 95th percentile of learner pages, asked for at a steady pace whatever the answers take. */
async function pagesP95(visitor, pages) {
  const times = [];
  const asked = [];
  for (let at = 0; at < WINDOW_MS / EVERY_MS; at++) {
    const began = performance.now();
    asked.push(
      visitor.request('GET', pages[at % pages.length]).then(({ status }) => {
        if (status !== 200) throw new Error(`${pages[at % pages.length]} answered ${status}`);
        times.push(performance.now() - began);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY_MS - (performance.now() - began))));
  }
  await Promise.all(asked);
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const tenth = (ms) => Math.round(ms * 10) / 10;
const ISSUED = 'SELECT count(*)::int AS n FROM certificate';
const SIGNED = 'SELECT count(*)::int AS n FROM certificate WHERE signed_at IS NOT NULL';

/**
 * Certificates for a whole class at once, one web process and one worker on this machine: until all are numbered and
 * recorded, until all files are signed and kept, and what learners feel of it in interleaved pairs.
 */
export const issueBulk = {
  figures: ['issue-bulk', 'issue-bulk-files', 'issue-bulk-pages'],
  async run({ report, installation, release, say }) {
    const server = await installation('issue-bulk', { workers: 1 });
    const db = await connect(server.databaseUrl);
    say(`issue-bulk: making ${ALL + PAIRS * PER_PAIR} people`);
    const [learner] = await makeLearners(db, 1, 'reader');
    await makeLearners(db, ALL + PAIRS * PER_PAIR, 'holder', { progress: false });
    await db.query('ANALYZE');
    const { rows } = await db.query('SELECT class_id AS id FROM enrolment WHERE id = $1', [
      learner.enrolmentId,
    ]);
    const classId = rows[0].id;
    const issue = () => oneRun('issue-once.mjs', [classId], server.env);

    await complete(db, learner, ALL);
    const spent = cpuMs(server);
    const { began } = await issue();
    const numbered = await until(db, ISSUED, ALL, began, 600);
    say(`issue-bulk: numbered in ${tenth(numbered)} s`);
    const ready = await until(db, SIGNED, ALL, began, 1800);
    const cpu = cpuEach(spent, cpuMs(server), ALL);
    const { rows: left } = await db.query(
      `SELECT (SELECT last_number FROM register ORDER BY last_number DESC LIMIT 1) AS last, count(DISTINCT number)::int AS numbers, (SELECT seq::int FROM issuing_head) AS logged FROM certificate`,
    );
    if (new Set([ALL, left[0].last, left[0].numbers, left[0].logged]).size !== 1)
      throw new Error(`The register does not hold: ${JSON.stringify(left[0])}`);
    report({
      name: 'issue-bulk',
      value: numbered,
      unit: `s until ${ALL} certificates are numbered and recorded`,
      against: 60,
      lowerIsBetter: true,
      perSecond: Math.round(ALL / numbered),
      note: 'one task, one register, 250 a transaction; the worker draws and signs meanwhile',
    });
    report({
      name: 'issue-bulk-files',
      value: ready,
      unit: `s until the last of ${ALL} files is signed and kept`,
      against: 300,
      lowerIsBetter: true,
      perSecond: Math.round(ALL / ready),
      cpuMsEach: cpu,
      note: 'from the click; cpuMsEach: processor time of each part for one certificate, numbered, drawn and signed; one worker process, which all parts of the installation share two cores with',
    });

    const visitor = await signIn(server.origin, learner);
    const pages = ['/courses/ung-dung-ai-trong-cong-vu', '/my-learning', '/certificates', '/'];
    await pagesP95(visitor, pages);
    const pairs = [];
    for (let pair = 1; pair <= PAIRS; pair++) {
      const quiet = await pagesP95(visitor, pages);
      const before = ALL + (pair - 1) * PER_PAIR;
      await complete(db, learner, PER_PAIR);
      const again = await issue();
      await until(db, ISSUED, before + 1, again.began, 120);
      const busy = await pagesP95(visitor, pages);
      const { rows: state } = await db.query(SIGNED);
      const through = state[0].n - before;
      await until(db, SIGNED, before + PER_PAIR, again.began, 600);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      pairs.push({ quiet: tenth(quiet), busy: tenth(busy), ratio: busy / quiet, through });
      say(`issue-bulk-pages: ${JSON.stringify(pairs.at(-1))}`);
    }
    await db.end();
    await release('issue-bulk');
    report({
      name: 'issue-bulk-pages',
      value: median(pairs.map(({ ratio }) => ratio)),
      unit: 'p95 of learner pages while issuing to that before, median of five pairs',
      against: 1.1,
      lowerIsBetter: true,
      quiet: median(pairs.map(({ quiet }) => quiet)),
      busy: median(pairs.map(({ busy }) => busy)),
      note: `${1000 / EVERY_MS} pages a second; ${PER_PAIR} certificates issued, drawn and signed meanwhile`,
    });
  },
};
