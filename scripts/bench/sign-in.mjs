import { hash } from '@node-rs/argon2';
import { connect } from './database.mjs';
import { signIn } from './exam-journey.mjs';
import { makeLearners } from './learners.mjs';

/** Runs `work` in `width` parallel lines for `seconds`; returns how often a second it ended. */
async function rate(width, seconds, work) {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() - began < seconds * 1000) {
        await work();
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

export const signIns = {
  figures: ['sign-in'],
  async run({ report, installation }) {
    const server = await installation('main', { workers: 1 });
    const db = await connect(server.databaseUrl);
    const learners = await makeLearners(db, 400, 'sign');
    await db.end();
    let next = 0;
    const one = () => signIn(server.origin, learners[next++ % learners.length]);
    // A server that has just started compiles its code; this is not what is measured.
    await rate(16, 8, one);
    const bare = await rate(16, 5, () => hash('x', { memoryCost: 19456, timeCost: 2, parallelism: 1 }));
    const perSecond = await rate(16, 10, one);
    report({
      name: 'sign-in',
      value: perSecond,
      unit: 'sign-ins/s',
      against: bare,
      note: 'against bare argon2id on the same cores; page, form and the page after it',
    });
  },
};
