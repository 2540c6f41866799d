import { spawn } from 'node:child_process';
import path from 'node:path';
import { dataDir, root } from '../lib/runtime.mjs';

/** Seconds from `npm start` to ready, the second time: installed, built, migrated, seeded. */
async function startOnce(folder) {
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    env: { ...process.env, DATA_DIR: folder, PORT: '3900', DATABASE_PORT: '5933' },
    stdio: ['ignore', 'pipe', 2],
    detached: true,
  });
  let seconds = null;
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      if (!String(chunk).includes('hocvuso ready at')) return;
      seconds = (performance.now() - began) / 1000;
      child.kill('SIGTERM');
    });
    child.once('exit', () =>
      seconds === null ? reject(new Error('npm start ended before it was ready')) : resolve(),
    );
  });
  return seconds;
}

export const startWarm = {
  figures: ['start-warm'],
  async run({ report }) {
    const folder = path.join(dataDir, 'bench', 'start');
    await startOnce(folder);
    const seconds = [await startOnce(folder), await startOnce(folder), await startOnce(folder)].sort(
      (a, b) => a - b,
    );
    report({ name: 'start-warm', value: seconds[1], unit: 's', note: 'median of three' });
  },
};
