import { connect } from './database.mjs';
import { signedIn } from './exam-rush.mjs';
import { submitAll } from './grading.mjs';
import { makeLearners } from './learners.mjs';

const FEW = 100;
const MANY = 10_000;
const SITTERS = 60;
const SAVES = 10;

/** Start, ten answers and handing in, one learner after the other: the median in milliseconds. */
async function sit(server, db, prefix) {
  const times = [];
  for (const { visitor, start } of await signedIn(server, db, await makeLearners(db, SITTERS, prefix))) {
    const began = performance.now();
    await visitor.post(start);
    const attempt = visitor.expectOk('start').path.split('/')[2].split('?')[0];
    for (let seq = 1; seq <= SAVES; seq++) {
      const answers = [{ seq, position: 1, answer: [String(1 + (seq % 2))] }];
      const { status } = await visitor.json('POST', `/attempts/${attempt}/answers`, { answers });
      if (status !== 200) throw new Error(`save answered ${status}`);
    }
    const { body } = await visitor.json('POST', `/attempts/${attempt}/submission`, {});
    if (body.outcome !== 'submitted') throw new Error(`handing in answered ${body.outcome}`);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** What one more sitter costs when the quiz has few stored attempts, and when it has many. */
export const oneMoreSitter = {
  figures: ['one-more-sitter'],
  async run({ report, installation, release, say }) {
    const server = await installation('sitter', { workers: 0 });
    const db = await connect(server.databaseUrl);
    await submitAll(db, await makeLearners(db, FEW, 'few'));
    await sit(server, db, 'warm');
    const few = await sit(server, db, 'first');
    say(`one-more-sitter: ${Math.round(few)} ms with ${FEW} attempts; storing ${MANY}`);
    await submitAll(db, await makeLearners(db, MANY - FEW, 'many'));
    const many = await sit(server, db, 'last');
    await db.end();
    await release('sitter');
    report({
      name: 'one-more-sitter',
      value: many / few,
      unit: `time of a sitter at ${MANY} stored attempts to that at ${FEW}`,
      against: 1,
      lowerIsBetter: true,
      few: Math.round(few),
      many: Math.round(many),
    });
  },
};
