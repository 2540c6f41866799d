import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startPostgres } from '../scripts/lib/embedded-postgres.mjs';

/** A folder as people have them: spaces and Vietnamese letters. */
let folder: string;
let stop: (() => Promise<void>) | null = null;

beforeEach(() => {
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-pg-')), 'Học vụ số – dữ liệu');
  fs.mkdirSync(folder);
  fs.chmodSync(path.dirname(folder), 0o755);
});
afterEach(async () => {
  await stop?.();
  stop = null;
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
});

async function start(port = 5633) {
  const said: string[] = [];
  const cluster = await startPostgres({ dataDir: folder, port, say: (line: string) => said.push(line) });
  stop = cluster.stop;
  return { ...cluster, said };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  test('starts in a folder with spaces and Vietnamese letters, durable, on loopback only', async () => {
    const cluster = await start();
    const [row] = await query(
      cluster.url(),
      `SELECT current_setting('fsync') fsync, current_setting('synchronous_commit') sync, current_setting('listen_addresses') listen, lower('ĐẶNG') lower`,
    );
    expect(row).toEqual({ fsync: 'on', sync: 'on', listen: '127.0.0.1', lower: 'đặng' });
  });

  test('a second start joins the first', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ joined: true, port: first.port });
  });

  test('keeps the data from one start to the next', async () => {
    const first = await start();
    await query(first.url(), 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await first.stop();
    const second = await start();
    expect(second.joined).toBe(false);
    expect(await query(second.url(), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  // Elsewhere only one address of the loopback network exists.
  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('takes the next port when another program takes this one after it was found free', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(5655, '127.0.0.2', resolve));
    try {
      const settings = { listen_addresses: '127.0.0.2' };
      const cluster = await startPostgres({ dataDir: folder, port: 5655, settings });
      stop = cluster.stop;
      expect(cluster.port).toBe(5656);
    } finally {
      other.close();
    }
  });

  test('recovers by itself after kill -9 of every process', async () => {
    const first = await start();
    await query(first.url(), 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    const pid = fs
      .readFileSync(path.join(first.home, 'data/postmaster.pid'), 'utf8')
      .split('\n')[0] as string;
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', pid], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    for (const each of [pid, ...children]) process.kill(Number(each), 'SIGKILL');
    const second = await start();
    expect(await query(second.url(), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  test('a stale lock file that names another program does not block the start', async () => {
    const first = await start();
    await first.stop();
    const lock = path.join(first.home, 'data/postmaster.pid');
    fs.writeFileSync(lock, `${process.pid}\n${path.join(first.home, 'data')}\n0\n5633\n`);
    expect((await start()).joined).toBe(false);
  });

  test('takes the next port when its own is taken, and says so', async () => {
    const other = createServer().listen(5733, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      const cluster = await start(5733);
      expect(cluster.port).toBeGreaterThan(5733);
      expect(cluster.said.join()).toMatch(/5733 is taken/);
      expect(await query(cluster.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      other.close();
    }
  });
});
