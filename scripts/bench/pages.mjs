import autocannon from 'autocannon';
import { connect } from './database.mjs';
import { signIn } from './exam-journey.mjs';
import { makeLearners } from './learners.mjs';

/** Requests a second of one page under 16 connections for 10 s, after 3 s of warming up. */
async function load(url, headers = {}) {
  await autocannon({ url, connections: 16, duration: 3, headers });
  // autocannon keeps no 95th percentile of its own.
  const times = [];
  const measured = autocannon({ url, connections: 16, duration: 10, headers });
  measured.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  const result = await measured;
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} answers other than 200, ${result.errors} errors`);
  const p95 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
  return { perSecond: result.requests.average, p95: Math.round(p95 * 10) / 10 };
}

export const pages = {
  figures: ['page-home', 'page-course'],
  async run({ report, installation }) {
    const server = await installation('main', { workers: 1 });
    const home = await load(`${server.origin}/`);
    report({
      name: 'page-home',
      value: home.perSecond,
      unit: 'requests/s',
      against: 3120,
      p95: home.p95,
      note: 'Moodle front page 78/s × 40',
    });
    const db = await connect(server.databaseUrl);
    const [learner] = await makeLearners(db, 1, 'page');
    await db.end();
    const visitor = await signIn(server.origin, learner);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const course = await load(`${server.origin}/courses/ung-dung-ai-trong-cong-vu`, { cookie });
    report({
      name: 'page-course',
      value: course.perSecond,
      unit: 'requests/s',
      against: 3120,
      p95: course.p95,
      note: 'signed in',
    });
  },
};
