import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connect } from './database.mjs';
import { makeLearners } from './learners.mjs';

const ROWS = 100_000;

/** What PostgreSQL itself needs for the same people and columns in the same order: COPY into a file, nothing else. */
const OWN_COPY = `COPY (
  SELECT p.full_name, p.job_title, u.name, u.code, v.name AS above, e.target_group, e.source, e.status, e.lessons_done,
    e.lessons_total, e.enrolled_at, e.started_at, e.best_score_bp, e.passed_at, e.completed_at, k.serial, k.issued_at
  FROM enrolment e
  LEFT JOIN person p ON p.account_id = e.account_id
  LEFT JOIN unit u ON u.id = e.unit_id
  LEFT JOIN unit v ON v.id = u.parent_id
  LEFT JOIN certificate k ON k.enrolment_id = e.id AND k.status = 'valid'
  WHERE e.status <> 'withdrawn'
  ORDER BY u.path, split_part(p.full_name, ' ', -1) COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", e.id
) TO STDOUT (FORMAT csv, HEADER)`;

/** The people of one class into a file, in a process of its own, as the worker does it. */
export const exports = {
  figures: ['export-xlsx', 'export-csv'],
  async run({ report, installation, release, say }) {
    const server = await installation('exports', { workers: 0 });
    const db = await connect(server.databaseUrl);
    say(`making ${ROWS} people`);
    await makeLearners(db, ROWS, 'export', { progress: false });
    await db.query('ANALYZE');
    const { rows } = await db.query(
      'SELECT class_id AS id, count(*)::int AS n FROM enrolment GROUP BY 1 ORDER BY 2 DESC LIMIT 1',
    );
    await db.end();
    for (const format of ['xlsx', 'csv']) {
      const file = path.join(server.dataDir, `export.${format}`);
      const copy =
        format === 'csv' ? await ownCopy(server.databaseUrl, path.join(server.dataDir, 'copy.csv')) : null;
      const written = await exportOnce(server.env, rows[0].id, format, file);
      report({
        name: `export-${format}`,
        value: written.rows / written.seconds,
        unit: 'rows/s',
        against: copy && Math.round(rows[0].n / copy),
        peakMb: written.peakMb,
        note: `${written.rows} rows, ${Math.round((await fs.stat(file)).size / 1024)} kB${copy ? '; against: COPY of the same columns in the same order' : ''}`,
      });
    }
    await release('exports');
  },
};

/** Seconds of the second of two runs: the first warms the cache for both sides. */
async function ownCopy(databaseUrl, file) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`SET TimeZone = 'Asia/Ho_Chi_Minh'; SET work_mem = '64MB'`);
  let seconds = 0;
  for (const _ of [1, 2]) {
    const began = performance.now();
    await pipeline(client.query(copyTo(OWN_COPY)), createWriteStream(file));
    seconds = (performance.now() - began) / 1000;
  }
  await client.end();
  return seconds;
}

function exportOnce(env, classId, format, file) {
  return oneRun('export-once.mjs', [classId, format, file], env);
}

/** Runs a script beside this one and reads the JSON it prints. */
export function oneRun(script, args, env) {
  const program = path.join(path.dirname(fileURLToPath(import.meta.url)), script);
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 2] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${script} failed (${code})`)),
    );
  });
}
