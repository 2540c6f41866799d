/** `npm start`: from a fresh clone to a running platform. Ctrl-C stops everything; the data stays. */
import { spawn } from 'node:child_process';
import {
  childEnv,
  dataDir,
  ensureBuilt,
  ensureInstalled,
  openDatabase,
  program,
  runCli,
} from './lib/runtime.mjs';

const say = (line) => console.log(line);
const host = process.env.HOST || '127.0.0.1';
const children = [];
let database = null;
let stopping = null;

function stop(code) {
  stopping ??= (async () => {
    await Promise.all(children.map(end));
    // A database of our own is stopped even when it was already running: it was left by a killed start.
    if (database?.embedded) await database.stop();
    process.exit(code);
  })();
  return stopping;
}

function end(child) {
  child.removeAllListeners('exit');
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function launch(app, env) {
  const child = spawn(process.execPath, ['--enable-source-maps', program(app)], {
    env: childEnv(env),
    stdio: ['ignore', 'inherit', 'inherit'],
    // Out of the terminal's group: Ctrl-C reaches this process alone, which then stops them in order.
    detached: true,
  });
  child.once('exit', (code, signal) => {
    if (stopping) return;
    say(`The ${app} process ended unexpectedly (${signal ?? code}). Stopping.`);
    stop(1);
  });
  children.push(child);
}

async function serve(url, env) {
  launch('web', env);
  launch('worker', env);
  await untilReady(url);
}

/** Web and worker of the program as it is built now (`npm run dev` asks for it); the database stays up. */
async function serveAnew(url, env) {
  await Promise.all(children.splice(0).map(end));
  await runCli(['migrate'], { stdio: ['ignore', 'ignore', 2] });
  if (stopping) return;
  await serve(url, env);
  if (!stopping) say(`hocvuso ready at ${url}`);
}

async function untilReady(url) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (stopping) return;
    const ready = await fetch(`${url}/health/ready`).then(
      (r) => r.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The web process did not become ready within a minute.');
}

function fail(error) {
  console.error(error instanceof Error ? error.message : error);
  return stop(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));

try {
  await ensureInstalled(say);
  await ensureBuilt(say);
  database = await openDatabase(say);
  await runCli(['migrate'], { stdio: ['ignore', 'ignore', 2] });
  const demo = process.env.DEMO ? process.env.DEMO === 'true' : database.embedded;
  if (demo) await runCli(['seed', '--if-empty'], { stdio: ['ignore', 'ignore', 2] });
  const { freePort } = await import('./lib/embedded-postgres.mjs');
  const wanted = Number(process.env.PORT || 3000);
  const port = wanted === 0 ? 0 : await freePort(wanted, host);
  if (port !== wanted) say(`Port ${wanted} is taken; hocvuso uses ${port}.`);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const env = { PORT: String(port), LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  await serve(url, env);
  if (stopping) await stopping;
  say(`\nhocvuso ready at ${url}`);
  say(demo ? `Sign in: open ${url}/sign-in and choose a role (demo).` : `Sign in: ${url}/sign-in`);
  say(`Data: ${dataDir}. Ctrl-C stops everything.`);
  let turn = Promise.resolve();
  process.on('message', (message) => {
    if (message !== 'restart') return;
    turn = turn.then(() => (stopping ? undefined : serveAnew(url, env))).catch(fail);
  });
} catch (error) {
  await fail(error);
}
