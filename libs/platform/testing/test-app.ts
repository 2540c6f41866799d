import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '#platform/config';
import { TestDatabase } from './test-database.js';

/** Settings of a throw-away installation around a test database; `dataDir` is removed by `cleanUp`. */
export async function testInstallation(overrides: Partial<Config> = {}, template?: string) {
  const database = await TestDatabase.create(template);
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-test-'));
  const config: Config = {
    nodeEnv: 'test',
    host: '127.0.0.1',
    port: 0,
    dataDir,
    publicUrl: 'http://127.0.0.1',
    databaseUrl: database.url,
    databasePool: 4,
    redisUrl: null,
    storageUrl: null,
    trustProxy: ['loopback'],
    demo: false,
    secret: 'test-secret-test-secret-test-secret-test-secret',
    staffSecondFactor: 'optional',
    logLevel: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    webProcesses: 1,
    workerConcurrency: 2,
    workerNice: 0,
    mail: null,
    signing: { key: { kind: 'development' }, timeStampUrl: null },
    ...overrides,
  };
  const cleanUp = async () => {
    await database.drop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  return { config, database, cleanUp };
}
