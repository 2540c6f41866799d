/**
 * Everybody's examination page holds its clock open: what one such stream costs the web process in memory, and how
 * long extra time takes to reach them all.
 */
import fs from 'node:fs';
import http from 'node:http';
import { connect } from './database.mjs';
import { signedIn } from './exam-rush.mjs';
import { submitAll } from './grading.mjs';
import { makeLearners } from './learners.mjs';

/** As many as one process may hold where it may open 20,000 files. */
const STREAMS = 15_000;
const AT_ONCE = 100;
/** 20,000 streams in one gigabyte. */
const KILOBYTES_EACH = 50;
const CHANGE_SECONDS = 2;

const residentKilobytes = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Open attempts, as after a start. */
async function sitAll(db, learners) {
  await submitAll(db, learners, { answered: false });
  const { rows } = await db.query(
    `UPDATE attempt SET status = 'open', submitted_at = NULL, submitted_by = NULL
      WHERE enrolment_id = ANY ($1::uuid[]) RETURNING id, enrolment_id AS "enrolmentId"`,
    [learners.map((each) => each.enrolmentId)],
  );
  return new Map(rows.map((row) => [row.enrolmentId, row.id]));
}

/** Resolves with the request when the first state of the clock is there; `told` hears of each later one. */
const follow = (origin, cookie, attemptId, told) =>
  new Promise((resolve, reject) => {
    const request = http.get(`${origin}/attempts/${attemptId}/clock/changes`, {
      agent: false,
      headers: { cookie: `hv=${cookie}`, accept: 'text/event-stream' },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) return reject(new Error(`A clock answered ${response.statusCode}`));
      let states = 0;
      response.on('data', (data) => {
        if (!String(data).includes('data:')) return;
        if (++states === 1) resolve(request);
        else told();
      });
    });
  });

async function longer(db, attemptIds) {
  await db.query('BEGIN');
  await db.query(
    `UPDATE attempt SET deadline_at = deadline_at + interval '5 minutes' WHERE id = ANY ($1::uuid[])`,
    [attemptIds],
  );
  for (let from = 0; from < attemptIds.length; from += 200)
    await db.query('SELECT pg_notify($1, $2)', ['attempt_clock', attemptIds.slice(from, from + 200).join()]);
  await db.query('COMMIT');
}

export const clockStreams = {
  figures: ['clock-streams', 'clock-streams-change'],
  async run({ report, installation, release, say }) {
    const server = await installation('clocks', { workers: 0 });
    const db = await connect(server.databaseUrl);
    const people = await makeLearners(db, STREAMS, 'clock');
    const visitors = await signedIn(server, db, people);
    const attempts = await sitAll(db, people);
    const cookies = visitors.map(({ visitor }) => visitor.cookies.get('hv'));
    await fetch(`${server.origin}/`).then((response) => response.text());
    const before = residentKilobytes(server.web[0].pid);
    say(`clock-streams: ${STREAMS} pages open their clocks`);
    let told = 0;
    const requests = [];
    for (let from = 0; from < STREAMS; from += AT_ONCE)
      requests.push(
        ...(await Promise.all(
          people
            .slice(from, from + AT_ONCE)
            .map((each, index) =>
              follow(server.origin, cookies[from + index], attempts.get(each.enrolmentId), () => told++),
            ),
        )),
      );
    await pause(5000);
    const each = (residentKilobytes(server.web[0].pid) - before) / STREAMS;
    const began = performance.now();
    await longer(db, [...attempts.values()]);
    while (told < STREAMS && performance.now() - began < 60_000) await pause(5);
    const seconds = (performance.now() - began) / 1000;
    for (const request of requests) request.destroy();
    await db.end();
    await release('clocks');
    if (told < STREAMS) throw new Error(`${told} of ${STREAMS} clocks heard of the extra time`);
    report({
      name: 'clock-streams',
      value: each,
      unit: 'kB of memory for one open clock',
      against: KILOBYTES_EACH,
      lowerIsBetter: true,
      streams: STREAMS,
    });
    report({
      name: 'clock-streams-change',
      value: seconds,
      unit: `s until all ${STREAMS} clocks show extra time`,
      against: CHANGE_SECONDS,
      lowerIsBetter: true,
    });
  },
};
