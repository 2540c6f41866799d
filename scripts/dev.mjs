/** `npm run dev`: like start, and builds and restarts when a source changes. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './lib/runtime.mjs';

let child = null;
let timer = null;
let ending = false;

function start() {
  child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    stdio: 'inherit',
    detached: true,
    env: { LOG_LEVEL: 'info', ...process.env },
  });
  child.once('exit', () => {
    child = null;
    if (ending) process.exit(0);
  });
}

function restart() {
  if (!child) return start();
  child.once('exit', start);
  child.kill('SIGTERM');
}

for (const folder of ['apps', 'libs', 'migrations']) {
  fs.watch(path.join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restart, 300);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    ending = true;
    if (child) child.kill('SIGTERM');
    else process.exit(0);
  });
}
start();
