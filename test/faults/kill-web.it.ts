import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { killWeb } from '../../scripts/faults/kill-web.mjs';

test('two kills of the web process during an examination, its clock off by an hour: nothing acknowledged is lost', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-kill-web-'));
  fs.chmodSync(folder, 0o755);
  try {
    const result = await killWeb({
      ...{ kills: 2, attempts: 40, answers: 40 },
      folder: path.join(folder, 'data'),
      say: () => {},
    });
    expect(result).toMatchObject({ broken: [], kills: 2, acknowledged: 40 * 40 });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);
