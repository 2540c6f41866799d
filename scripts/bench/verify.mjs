import autocannon from 'autocannon';
import { connect } from './database.mjs';
import { submitAll } from './grading.mjs';
import { makeLearners } from './learners.mjs';

const LEARNERS = 400;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Codes of certificates that went the whole way, from the attempt to the signed file. */
async function codes(db) {
  const learners = await makeLearners(db, LEARNERS, 'verify');
  await submitAll(db, learners);
  await db.query(
    `INSERT INTO outbox (id, type, aggregate_id)
     SELECT uuidv7(), 'AttemptSubmitted', id FROM attempt WHERE enrolment_id = ANY($1::uuid[])`,
    [learners.map((each) => each.enrolmentId)],
  );
  const OPEN = `SELECT (SELECT count(*) FROM enrolment WHERE passed_at IS NOT NULL)
    - (SELECT count(*) FROM certificate WHERE signed_at IS NOT NULL)
    + (SELECT count(*) FROM attempt WHERE status = 'submitted') AS n`;
  for (let waited = 0; waited < 240; waited++) {
    const { rows } = await db.query(OPEN);
    if (Number(rows[0].n) === 0) break;
    await pause(500);
  }
  const { rows } = await db.query('SELECT code FROM certificate WHERE signed_at IS NOT NULL');
  return rows.map((row) => row.code);
}

/** Anybody's check of a code, through HTTP, each from another address so that the limits are kept. */
async function load(origin, path, all) {
  let turn = 0;
  const setupRequest = (request) => {
    turn += 1;
    const address = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
    return { ...request, path: `${path}/${all[turn % all.length]}`, headers: { 'x-forwarded-for': address } };
  };
  const options = { url: origin, connections: 8, requests: [{ method: 'GET', setupRequest }] };
  await autocannon({ ...options, duration: 3 });
  const result = await autocannon({ ...options, duration: 10 });
  if (result.non2xx || result.errors)
    throw new Error(`${path}: ${result.non2xx} answers other than 200, ${result.errors} errors`);
  return { perSecond: result.requests.average, p95: result.latency.p97_5 };
}

export const verify = {
  figures: ['verify', 'verify-page'],
  async run({ report, installation }) {
    const server = await installation('main', { workers: 1 });
    const db = await connect(server.databaseUrl);
    const all = await codes(db);
    await db.end();
    for (const [name, path] of [
      ['verify', '/api/verify'],
      ['verify-page', '/verify'],
    ]) {
      const { perSecond, p95 } = await load(server.origin, path, all);
      report({
        name,
        value: perSecond,
        unit: 'checks/s',
        against: 1000,
        p97_5: p95,
        note: `GET ${path}/CODE over ${all.length} certificates, 8 connections, the log compared each time; p97.5 in ms, to hold: 20`,
      });
    }
  },
};
