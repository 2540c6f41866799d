/** The test cluster and its template database, shared by all suites of a run. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { build, isStale } from '../../../scripts/build.mjs';
import { startPostgres } from '../../../scripts/lib/embedded-postgres.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const testData = path.join(root, '.data/test');

/** Speed over durability: these databases are thrown away. Fault tests start clusters of their own. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export async function startTestCluster() {
  if (isStale()) await build();
  fs.mkdirSync(testData, { recursive: true });
  const cluster = await startPostgres({ dataDir: testData, port: 5533, settings: SETTINGS });
  const template = `template_${migrationsHash()}`;
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(1)');
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) {
      const draft = `${template}_draft`;
      await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${draft}`);
      execFileSync(process.execPath, [path.join(root, 'dist/apps/cli/src/main.js'), 'migrate'], {
        env: { ...process.env, DATABASE_URL: cluster.url(draft), DEMO: 'false', DATA_DIR: testData },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
  return { cluster, template };
}

function migrationsHash() {
  const hash = createHash('sha256');
  const folder = path.join(root, 'migrations');
  for (const name of fs.readdirSync(folder).sort()) hash.update(fs.readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
