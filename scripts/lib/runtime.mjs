/** What every entry point shares: the folder of the installation, its database, and the built program. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, '.data'));
export const program = (app) => path.join(root, 'dist/apps', app, 'src/main.js');

/** Installs when node_modules is missing or older than the lock file. */
export async function ensureInstalled(say) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`hocvuso needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  const installed = path.join(root, 'node_modules/.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  say('Installing packages (once, about a minute)…');
  // Not `npm ci`: it refuses a lock file that lacks packages of other platforms, which a partial registry leaves out.
  await runToEnd('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: process.platform === 'win32',
    // Development packages build styles and scripts; a caller's production setting must not drop them.
    env: { ...process.env, NODE_ENV: 'development' },
  });
  const now = new Date();
  fs.utimesSync(installed, now, now);
}

export async function ensureBuilt(say) {
  const { build, isStale } = await import('../build.mjs');
  if (!isStale()) return;
  say('Building…');
  await build();
}

/** The database of this installation: DATABASE_URL, or the embedded server started or joined here. */
export async function openDatabase(say) {
  fs.mkdirSync(dataDir, { recursive: true });
  if (process.env.DATABASE_URL) return { joined: true, embedded: false, stop: async () => {} };
  const { startPostgres } = await import('./embedded-postgres.mjs');
  const cluster = await startPostgres({ dataDir, port: Number(process.env.DATABASE_PORT || 5433), say });
  const file = path.join(dataDir, 'runtime.json');
  fs.writeFileSync(`${file}.part`, JSON.stringify({ databaseUrl: cluster.url() }), { mode: 0o600 });
  fs.renameSync(`${file}.part`, file);
  return { ...cluster, embedded: true };
}

export const childEnv = (more = {}) => ({
  NODE_ENV: 'production',
  ...process.env,
  DATA_DIR: dataDir,
  ...more,
});

/** Runs a program; resolves with its exit code, or throws when `strict` and it is not 0. */
export function runToEnd(command, args, options = {}, strict = true) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 2, 2], ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (strict && code !== 0) reject(new Error(`${command} ${args[0] ?? ''} failed (${signal ?? code})`));
      else resolve(code ?? 1);
    });
  });
}

export const runCli = (args, options, strict) =>
  runToEnd(process.execPath, [program('cli'), ...args], { env: childEnv(), ...options }, strict);
