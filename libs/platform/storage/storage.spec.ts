import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DiskStorage } from './index.js';

let folder: string;
let storage: DiskStorage;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-storage-'));
  storage = new DiskStorage(folder);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('stores and reads back', async () => {
  expect(await storage.put('media/a.txt', Buffer.from('chào'))).toBe(5);
  expect((await storage.read('media/a.txt')).toString()).toBe('chào');
  expect(await storage.size('media/a.txt')).toBe(5);
});

test('a stream that fails leaves nothing, and keeps the earlier file', async () => {
  await storage.put('a', Buffer.from('old'));
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('new');
      throw new Error('cut');
    })(),
  );
  await expect(storage.put('a', broken)).rejects.toThrow('cut');
  expect((await storage.read('a')).toString()).toBe('old');
  expect(fs.readdirSync(folder)).toEqual(['a']);
});

test.each(['../a', 'a/../../b', '/etc/passwd', 'a\\b', 'A', 'a//b', '', 'a/.hidden', 'a\0b'])(
  'refuses the key %j',
  async (key) => {
    await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(/storage key/);
  },
);

test('a missing file has no size, and removing it is no error', async () => {
  expect(await storage.size('none')).toBeNull();
  await storage.remove('none');
});
