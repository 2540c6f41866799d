import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { projectRoot } from '#platform/i18n';
import { JobWorkers, Sweeper } from '#platform/jobs';
import { createLogger } from '#platform/logging';
import { TestDatabase, testInstallation } from '#platform/testing';
import { createWeb } from '../../../apps/web/src/create-web.js';
import { createWorker } from '../../../apps/worker/src/create-worker.js';

const run = promisify(execFile);

/** The whole platform in this process: web and worker over a database with the demo seed. */
export interface Platform {
  origin: string;
  databaseUrl: string;
  /** What the worker does each minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const seeded = await seededTemplate();
  const { config, cleanUp } = await testInstallation({ demo: true, databasePool: 8 }, seeded.template);
  fs.cpSync(path.join(seeded.dataDir, 'storage'), path.join(config.dataDir, 'storage'), { recursive: true });
  const logger = createLogger(process.env['TEST_LOG_LEVEL'] ?? 'silent', 'e2e');
  const web: NestFastifyApplication = await createWeb(config, logger);
  await web.listen(0, '127.0.0.1');
  const { port } = web.getHttpServer().address() as { port: number };
  const worker: INestApplicationContext = await createWorker(config, logger);
  worker.get(JobWorkers).start();
  return {
    origin: `http://127.0.0.1:${port}`,
    databaseUrl: config.databaseUrl,
    sweep: async () => void (await worker.get(Sweeper).sweepAll()),
    stop: async () => {
      await web.close();
      await worker.close();
      await cleanUp();
    },
  };
}

/** A template database with the demo seed and its files, made once for each state of migrations and seeds. */
async function seededTemplate(): Promise<{ template: string; dataDir: string }> {
  const admin = process.env['TEST_DATABASE_ADMIN'] as string;
  const migrated = process.env['TEST_DATABASE_TEMPLATE'] as string;
  const template = `seeded_${hashOf(['seeds', 'apps/cli/src/seed', 'test/e2e/support', 'dist/.built'])}_${migrated.slice(-8)}`;
  const dataDir = path.join(projectRoot, '.data/test', template);
  const client = new Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(2)');
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0 || !fs.existsSync(path.join(dataDir, 'storage'))) {
      await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      const draft = await TestDatabase.create(migrated);
      // As the launcher leaves it for an embedded database: demo people are seeded in demo mode only.
      fs.mkdirSync(dataDir, { recursive: true });
      fs.writeFileSync(path.join(dataDir, 'runtime.json'), JSON.stringify({ databaseUrl: draft.url }));
      const { DATABASE_URL: _, ...env } = process.env;
      await run(process.execPath, [path.join(projectRoot, 'dist/apps/cli/src/main.js'), 'seed'], {
        env: { ...env, DATA_DIR: dataDir, DEMO: 'true', NODE_ENV: 'production', NODE_OPTIONS: '' },
      });
      await client.query(`ALTER DATABASE ${draft.name} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
  return { template, dataDir };
}

function hashOf(entries: string[]): string {
  const hash = createHash('sha256');
  const add = (entry: string): void => {
    if (fs.statSync(entry).isDirectory())
      for (const name of fs.readdirSync(entry).sort()) add(path.join(entry, name));
    else hash.update(entry).update(fs.readFileSync(entry));
  };
  for (const entry of entries) add(path.join(projectRoot, entry));
  return hash.digest('hex').slice(0, 12);
}
