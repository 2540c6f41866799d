/**
 * `npm run dev`: like start, and when a source changes builds it and restarts web and worker. A build that fails
 * is told and leaves what runs alone.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, runToEnd } from './lib/runtime.mjs';

const script = (name) => path.join(root, 'scripts', name);
let platform = null;
let timer = null;
let building = false;
let changedMeanwhile = false;
let ending = false;

function start() {
  platform = spawn(process.execPath, [script('start.mjs')], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Out of the terminal's group: Ctrl-C reaches this process alone, which then ends the other in order.
    detached: true,
    env: { LOG_LEVEL: 'info', ...process.env },
  });
  platform.once('exit', (code) => {
    platform = null;
    if (ending) process.exit(0);
    console.log(code === 0 ? 'Stopped.' : 'Stopped. The next change starts it again.');
  });
}

async function reload() {
  if (ending) return;
  if (building) {
    changedMeanwhile = true;
    return;
  }
  building = true;
  console.log('Something changed: building…');
  const built = await runToEnd(
    process.execPath,
    [script('build.mjs')],
    { cwd: root, stdio: 'inherit' },
    false,
  );
  building = false;
  if (changedMeanwhile) {
    changedMeanwhile = false;
    return reload();
  }
  if (built !== 0) console.log('What runs is left as it was.');
  else if (platform?.connected) platform.send('restart');
  else if (!platform && !ending) start();
}

for (const folder of ['apps', 'libs', 'migrations']) {
  fs.watch(path.join(root, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(reload, 300);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    ending = true;
    if (platform) platform.kill('SIGTERM');
    else process.exit(0);
  });
}
start();
