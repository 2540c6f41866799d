/**
 * Everybody opens the page to start from within one minute, starts the examination within another, then all sit
 * together and save every 30–90 seconds. Requests
 * leave at their hour whether or not the earlier ones are answered, and each is timed from that hour. The class has a
 * common start, and its attempts are made ahead; with EXAM_RUSH=unprepared each is made when its learner starts.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Visitor } from '../lib/visitor.mjs';
import { beginTogether, strike } from './common-start.mjs';
import { connect } from './database.mjs';
import { makeLearners } from './learners.mjs';

/** Officials of one city in one examination. */
const LEARNERS = 20_509;
const START_SECONDS = 60;
const SITTING_SECONDS = 120;
const BETWEEN_SAVES = { least: 30, most: 90 };
const PREPARED = process.env['EXAM_RUSH'] !== 'unprepared';
const START_P95_MS = 1_000;
const SAVE_P95_MS = 300;

/** Sessions of people who signed in before, with the token of the page they have on screen. */
export async function signedIn(server, db, learners) {
  const secret = fs.readFileSync(path.join(server.dataDir, 'secret'), 'utf8').trim();
  const tokens = learners.map(() => randomBytes(32).toString('base64url'));
  const { rows } = await db.query(
    `INSERT INTO session (id, token_hash, account_id, expires_at)
     SELECT uuidv7(), t.hash, t.account, now() + interval '1 day'
       FROM unnest($1::bytea[], $2::uuid[]) AS t (hash, account) RETURNING id, account_id AS "accountId"`,
    [
      tokens.map((token) => createHash('sha256').update(token).digest()),
      learners.map((each) => each.accountId),
    ],
  );
  await db.query('ANALYZE');
  const sessions = new Map(rows.map((row) => [row.accountId, row.id]));
  return learners.map((learner, index) => {
    const visitor = new Visitor(server.origin);
    visitor.cookies.set('hv', tokens[index]);
    visitor.lastToken = createHmac('sha256', secret)
      .update(`csrf:${sessions.get(learner.accountId)}`)
      .digest('base64url');
    return { visitor, start: `/learn/${learner.enrolmentId}/attempts`, sheet: null, paper: null, seq: 0 };
  });
}

/** Runs `work` for each entry at its hour (ms from now); returns the sorted times from the hour to the answer. */
async function onSchedule(entries, work) {
  const began = performance.now();
  const times = [];
  const errors = [];
  const running = [];
  for (const { at, learner } of entries) {
    const wait = began + at - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(
      work(learner).then(
        () => times.push(performance.now() - began - at),
        (error) => errors.push(error),
      ),
    );
  }
  await Promise.all(running);
  return { times: times.sort((a, b) => a - b), errors };
}

/** The page with the button: the waiting room, where there is one. */
async function open({ visitor, start }) {
  await visitor.get(start.replace('/attempts', ''));
  visitor.expectOk('open');
  visitor.html = '';
}

async function start(learner) {
  const { visitor } = learner;
  await visitor.post(learner.start);
  learner.sheet = visitor.expectOk('start').path.split('?')[0];
  const options = [...visitor.html.matchAll(/name="answer"[^>]*value="([^"]+)"/g)].map((found) => found[1]);
  if (!learner.sheet.startsWith('/attempts/') || options.length === 0) throw new Error('No question shown');
  learner.options = options;
  visitor.html = '';
}

async function save(learner) {
  const seq = ++learner.seq;
  const answer = [learner.options[seq % learner.options.length]];
  const { status, body } = await learner.visitor.json('POST', `${learner.sheet}/answers`, {
    answers: [{ seq, position: 1, answer }],
  });
  if (status !== 200 || !body.saved.includes(seq)) throw new Error(`save answered ${status}`);
}

const quantile = (sorted, q) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
const between = ({ least, most }) => (least + Math.random() * (most - least)) * 1000;

/** When each of them saves while they sit, in order. */
function savesOf(learners) {
  const entries = [];
  for (const learner of learners)
    for (
      let at = Math.random() * BETWEEN_SAVES.most * 1000;
      at < SITTING_SECONDS * 1000;
      at += between(BETWEEN_SAVES)
    )
      entries.push({ at, learner });
  return entries.sort((a, b) => a.at - b.at);
}

export const examRush = {
  figures: ['exam-rush', 'exam-rush-save'],
  async run({ report, installation, release, say }) {
    const server = await installation('rush', { workers: 1 });
    const db = await connect(server.databaseUrl);
    const learners = await signedIn(server, db, await makeLearners(db, LEARNERS, 'rush'));
    const madeIn = PREPARED ? await beginTogether(db, learners) : null;
    say(`exam-rush: attempts ${PREPARED ? `made ahead in ${madeIn} s` : 'not made ahead'}`);
    say(
      `exam-rush: ${LEARNERS} learners wait, start within ${START_SECONDS} s, then sit for ${SITTING_SECONDS} s`,
    );
    const within = learners.map((learner, index) => ({
      learner,
      at: (index * START_SECONDS * 1000) / LEARNERS,
    }));
    const opened = await onSchedule(within, open);
    if (PREPARED) await strike(db);
    const starts = await onSchedule(within, start);
    const sitting = learners.filter((learner) => learner.options);
    const saves = await onSchedule(savesOf(sitting), save);
    const { rows } = await db.query('SELECT count(*)::int AS kept FROM answer_journal');
    const acknowledged = sitting.reduce((sum, learner) => sum + learner.seq, 0) - saves.errors.length;
    await db.end();
    await release('rush');
    for (const [name, { times, errors }, against] of [
      ['exam-rush', starts, START_P95_MS],
      ['exam-rush-save', saves, SAVE_P95_MS],
    ])
      report({
        name,
        value: quantile(times, 0.95),
        unit: 'ms (p95)',
        against,
        lowerIsBetter: true,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        answered: times.length,
        preparedAhead: PREPARED,
        errors: errors.length,
      });
    const first = opened.errors[0] ?? starts.errors[0] ?? saves.errors[0];
    if (first) throw first;
    if (rows[0].kept < acknowledged)
      throw new Error(`${acknowledged} answers were acknowledged and ${rows[0].kept} are kept`);
  },
};
