import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '#platform/config';
import { openStorage } from './index.js';
import { S3Double } from './s3-double.js';
import type { Storage } from './storage.js';
import { storageSuite } from './storage.suite.js';

describe('files in S3-compatible storage', () => {
  const server = new S3Double();
  let storage: Storage;
  beforeAll(async () => {
    await server.listen();
    storage = await open(server.url());
  });
  afterAll(() => server.close());
  beforeEach(() => server.objects.clear());
  afterEach(() => void server.failures.splice(0));

  const open = (storageUrl: string) => openStorage({ storageUrl, dataDir: '/nowhere' });
  storageSuite(
    () => storage,
    () => [...server.objects.keys()],
  );

  test('a key that is refused is told at the start, without the secret', async () => {
    const failure = await open(server.url({ secret: 'not-the-secret' })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(/STORAGE_URL.*403.*key is refused/);
    expect((failure as Error).message).not.toContain('not-the-secret');
  });

  test('so is a bucket that does not exist, and storage that is not there', async () => {
    await expect(open(server.url({ bucket: 'other' }))).rejects.toThrow(/404: there is no such bucket/);
    await expect(open('http://key:secret@127.0.0.1:9/bucket')).rejects.toThrow(/cannot be reached/);
  });

  test('tries again when storage is busy, and says so when it stays busy', async () => {
    server.failures.push(503, 503);
    await storage.put('a', Buffer.from('x'));
    expect(server.objects.get('a')?.toString()).toBe('x');
    server.failures.push(503, 503, 503, 503);
    await expect(storage.put('b', Buffer.from('x'))).rejects.toThrow(/answered 503 to PUT b/);
  });

  test('a bucket that vanished is an error, never a file that was stored', async () => {
    server.failures.push(404);
    await expect(storage.put('a', Buffer.from('x'))).rejects.toThrow(/404/);
  });

  test('leaves nothing behind on this machine, whether it could be stored or not', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-storage-'));
    const usual = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    try {
      await storage.put('a', fs.createReadStream('package.json'));
      server.failures.push(403);
      await expect(storage.put('b', fs.createReadStream('package.json'))).rejects.toThrow(/403/);
      expect(fs.readdirSync(folder)).toEqual([]);
    } finally {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
      fs.rmSync(folder, { recursive: true });
    }
  });
});
