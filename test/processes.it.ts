import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';

// Processes are started, on machines that may be busy with other suites.
jest.setTimeout(60_000);

interface Answer {
  pid: number;
  heard: string[];
}

let running: ChildProcess | null = null;
afterEach(() => {
  running?.kill('SIGKILL');
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function start(env: Record<string, string> = {}) {
  const port = await freePort();
  const child = spawn(process.execPath, [path.resolve('test/fixtures/supervised.mjs')], {
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), ...env },
    stdio: ['ignore', 2, 2],
  });
  running = child;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  /** Null when nobody answers: not yet, not any more, or killed with the connection in hand. */
  const ask = (url = '/'): Promise<Answer | null> =>
    fetch(`http://127.0.0.1:${port}${url}`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.json() as Promise<Answer>,
      () => null,
    );
  const until = async <T>(found: () => Promise<T | null | false>): Promise<T> => {
    for (;;) {
      const value = await found();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** The answers of two different processes. */
  const two = () =>
    until(async () => {
      const [one, other] = [await ask(), await ask()];
      return one && other && one.pid !== other.pid && ([one, other] as const);
    });
  return { child, ended, ask, until, two };
}

test('two processes share a port, and what one tells the other hears, but not itself', async () => {
  const { ask, until, two } = await start();
  await two();
  const teller = await until(() => ask('/tell'));
  const hearer = await until(async () => {
    const answer = await ask();
    return answer && answer.pid !== teller.pid && answer.heard.length > 0 && answer;
  });
  expect(hearer.heard).toEqual([`from ${teller.pid}`]);
  const itself = await until(async () => {
    const answer = await ask();
    return answer?.pid === teller.pid && answer;
  });
  expect(itself.heard).toEqual([]);
});

test('one that is killed is replaced; told to end, all end in order', async () => {
  const { child, ended, ask, until, two } = await start();
  const before = (await two()).map(({ pid }) => pid);
  await ask('/die');
  const after = await until(async () => {
    const pids = (await two()).map(({ pid }) => pid);
    return pids.some((pid) => !before.includes(pid)) && pids;
  });
  expect(after.filter((pid) => before.includes(pid))).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await ask()).toBeNull();
});

test('when none can start, it ends with what they ended with', async () => {
  const { ended } = await start({ BROKEN: 'true' });
  expect(await ended).toBe(3);
});

test('a worker that stands back does so with every thread, and not at all when told 0', () => {
  const niceOf = (nice: string): number[] =>
    JSON.parse(
      execFileSync(process.execPath, [path.resolve('test/fixtures/standing-back.mjs'), nice], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      }),
    );
  const usual = niceOf('0');
  expect(new Set(usual).size).toBe(1);
  const back = niceOf('10');
  expect(back.length).toBeGreaterThan(1);
  expect(new Set(back)).toEqual(new Set([10]));
});
