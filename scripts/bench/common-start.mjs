const LONGEST_WAIT_MS = 300_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sets an hour for the class of these learners, as a real programme does, and has the worker make their attempts
 * ahead. From then on each `start` is that of the waiting room; {@link strike} lets the hour come.
 * @returns {Promise<number>} seconds from setting the hour until every attempt was made
 */
export async function beginTogether(db, learners) {
  const began = performance.now();
  const ids = learners.map(({ start }) => start.split('/')[2]);
  // The sweep of the worker finds it within a minute.
  await db.query(
    `INSERT INTO class_start (class_id, starts_at, spread_seconds, set_by)
     SELECT class_id, now() + interval '30 minutes', 0, account_id FROM enrolment WHERE id = $1`,
    [ids[0]],
  );
  for (let lacking = ids.length; lacking > 0; await pause(250)) {
    const { rows } = await db.query(
      'SELECT count(*)::int AS n FROM prepared_attempt WHERE enrolment_id = ANY ($1::uuid[])',
      [ids],
    );
    lacking = ids.length - rows[0].n;
    if (lacking > 0 && performance.now() - began > LONGEST_WAIT_MS)
      throw new Error(`${lacking} attempts were not made ahead`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  await db.query('ANALYZE prepared_attempt');
  for (const [at, learner] of learners.entries()) learner.start = `/learn/${ids[at]}/waiting-room/attempts`;
  return seconds;
}

export const strike = (db) => db.query(`UPDATE class_start SET starts_at = now() - interval '1 second'`);
