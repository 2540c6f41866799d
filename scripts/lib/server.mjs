/** A throw-away installation for the demo and the bench: embedded database, web and workers of the built program. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { anyPort, startPostgres } from './embedded-postgres.mjs';
import { program, runToEnd } from './runtime.mjs';

/**
 * Starts everything in `dataDir` (emptied first unless `keep`). Production settings: fsync, synchronous_commit and
 * argon2 as shipped.
 */
export async function startInstallation({
  dataDir,
  workers = 1,
  web = 1,
  keep = false,
  env = {},
  seed = true,
  log = 'error',
}) {
  const children = [];
  let cluster = null;
  const stop = async () => {
    await Promise.all(children.map((child) => end(child)));
    await cluster?.stop();
  };
  try {
    if (!keep && fs.existsSync(dataDir)) await wipe(dataDir);
    fs.mkdirSync(dataDir, { recursive: true });
    cluster = await startPostgres({ dataDir, port: await anyPort() });
    fs.writeFileSync(path.join(dataDir, 'runtime.json'), JSON.stringify({ databaseUrl: cluster.url() }), {
      mode: 0o600,
    });
    const port = await anyPort();
    const shared = {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      LOG_LEVEL: log,
      DEMO: 'true',
      PORT: String(port),
      ...env,
    };
    delete shared.DATABASE_URL;
    const cli = (args, options = {}) =>
      runToEnd(process.execPath, [program('cli'), ...args], {
        env: shared,
        stdio: ['ignore', 'ignore', 2],
        ...options,
      });
    await cli(['migrate']);
    if (seed) await cli(['seed']);
    const launch = (app) => {
      const child = spawn(process.execPath, [program(app)], {
        env: shared,
        stdio: ['ignore', 2, 2],
        detached: true,
      });
      children.push(child);
      return child;
    };
    const webProcesses = Array.from({ length: web }, () => launch('web'));
    const workerProcesses = Array.from({ length: workers }, () => launch('worker'));
    const origin = `http://127.0.0.1:${port}`;
    await untilReady(origin);
    return {
      origin,
      databaseUrl: cluster.url(),
      dataDir,
      cli,
      launch,
      web: webProcesses,
      workers: workerProcesses,
      databaseHome: cluster.home,
      env: shared,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Stops a database that a killed run left in this folder, then removes the folder. */
async function wipe(dataDir) {
  if (fs.existsSync(path.join(dataDir, 'runtime.json'))) {
    const cluster = await startPostgres({ dataDir, port: await anyPort() }).catch(() => null);
    const home = cluster?.home;
    await cluster?.stop();
    if (home) fs.rmSync(home, { recursive: true, force: true });
  }
  fs.rmSync(dataDir, { recursive: true, force: true });
}

function end(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill(signal);
  });
}

async function untilReady(origin) {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (
      await fetch(`${origin}/health/ready`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The web process did not become ready within a minute.');
}
