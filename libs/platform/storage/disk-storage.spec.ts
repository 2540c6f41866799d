import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiskStorage } from './disk-storage.js';
import { openStorage } from './index.js';
import { storageSuite } from './storage.suite.js';

describe('files in the data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-storage-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const files = () =>
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  storageSuite(() => new DiskStorage(folder), files);

  test('are where they are kept without STORAGE_URL', async () => {
    const storage = await openStorage({ storageUrl: null, dataDir: folder });
    await storage.put('media/a', Buffer.from('x'));
    expect(files()).toEqual([path.join('storage', 'media', 'a')]);
  });
});
