import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { killWorkers } from '../../scripts/faults/kill-worker.mjs';

test('five kills of the worker while it grades and issues: nothing lost, nothing twice', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-kill-'));
  fs.chmodSync(folder, 0o755);
  try {
    const { broken, certificates, kills } = await killWorkers({
      kills: 5,
      attempts: 300,
      folder: path.join(folder, 'data'),
      redisUrl: undefined,
      say: () => {},
    });
    expect(broken).toEqual([]);
    expect(kills).toBe(5);
    expect(certificates).toBeGreaterThan(30);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);
