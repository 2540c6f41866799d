import { connect } from './database.mjs';
import { oneRun } from './exports.mjs';

const ROWS = 20_000;

/** A nominated list of 20,000 people, checked and applied by a worker as it is for anybody who uploads one. */
export const imports = {
  figures: ['import'],
  async run({ report, installation, release }) {
    const server = await installation('imports', { workers: 1 });
    const { seconds, checkSeconds, applySeconds, counts } = await oneRun(
      'import-once.mjs',
      [String(ROWS)],
      server.env,
    );
    const db = await connect(server.databaseUrl);
    const { rows } = await db.query(`SELECT count(*)::int AS n FROM enrolment WHERE source = 'list'`);
    await db.end();
    await release('imports');
    if (rows[0].n < ROWS) throw new Error(`Only ${rows[0].n} of ${ROWS} enrolled: ${JSON.stringify(counts)}`);
    report({
      name: 'import',
      value: ROWS / seconds,
      unit: 'rows/s',
      checkSeconds,
      applySeconds,
      note: `${ROWS} rows of CSV, from upload to the last enrolment`,
    });
  },
};
