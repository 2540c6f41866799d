/**
 * Would the tests notice? Flips one operator at a time, at random, in policies and entities, and runs the tests of
 * its context. `node scripts/mutate.mjs [--count 20] [--seed 1]`; prints each flip with caught or missed.
 *
 * Works on a copy of what git knows (with what is not committed yet), so that a run that is cut off leaves no flip
 * behind and nobody who works meanwhile sees one.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/runtime.mjs';

const FLIPS = [
  [/ >= /g, ' > '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ < /g, ' <= '],
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/ \* /g, ' / '],
  [/Math\.min/g, 'Math.max'],
  [/Math\.max/g, 'Math.min'],
];
const { values } = parseArgs({
  options: { count: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});

let state = Number(values.seed) * 2654435761;
const random = (below) => {
  state = (Math.imul(state ^ (state >>> 15), 2246822519) + 1) >>> 0;
  return state % below;
};

const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-mutate-'));
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
for (const name of files.split('\0').filter((each) => each && fs.existsSync(path.join(root, each)))) {
  fs.mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
  fs.copyFileSync(path.join(root, name), path.join(copy, name));
}
fs.symlinkSync(fs.realpathSync(path.join(root, 'node_modules')), path.join(copy, 'node_modules'), 'junction');
// The database server of the copy is another user's when we are root, who must reach its folder.
fs.chmodSync(copy, 0o755);

async function cleanUp(code) {
  const { startPostgres } = await import('./lib/embedded-postgres.mjs');
  const testData = path.join(copy, '.data/test');
  if (fs.existsSync(testData)) await (await startPostgres({ dataDir: testData, port: 5533 })).stop();
  fs.rmSync(copy, { recursive: true, force: true });
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void cleanUp(130));

const sources = fs
  .readdirSync(path.join(copy, 'libs'), { recursive: true })
  .filter((name) => /(\.policy|\.entity)\.ts$/.test(name))
  .map((name) => path.join(copy, 'libs', name));

/** Places where an operator stands in code: not in comments, imports, generics or decorators. */
function places(file) {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (/^\s*(\/\/|\*|\/\*|import|export \{|@)/.test(line)) return [];
    return FLIPS.flatMap(([pattern, to]) =>
      [...line.matchAll(pattern)].map((match) => ({ file, index, at: match.index, from: match[0], to })),
    );
  });
}

const all = sources.flatMap(places);
const chosen = [];
while (chosen.length < Math.min(Number(values.count), all.length)) {
  const [place] = all.splice(random(all.length), 1);
  chosen.push(place);
}

let caught = 0;
for (const { file, index, at, from, to } of chosen) {
  // Lets a signal be heard: the tests below are waited for without looking up.
  await new Promise((resolve) => setImmediate(resolve));
  const original = fs.readFileSync(file, 'utf8');
  const lines = original.split('\n');
  lines[index] = lines[index].slice(0, at) + to + lines[index].slice(at + from.length);
  const context = path.relative(copy, file).split(path.sep)[1];
  try {
    fs.writeFileSync(file, lines.join('\n'));
    const { status } = spawnSync(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        path.join(copy, 'node_modules/jest/bin/jest.js'),
        '--selectProjects',
        'unit',
        'integration',
        '--bail',
        '--silent',
        '--testPathPatterns',
        `libs/${context}/`,
      ],
      { cwd: copy, stdio: 'ignore' },
    );
    if (status !== 0) caught++;
    console.log(
      `${status === 0 ? 'MISSED' : 'caught'} ${path.relative(copy, file)}:${index + 1} ${from.trim()} → ${to.trim()}`,
    );
  } finally {
    fs.writeFileSync(file, original);
  }
}
console.log(JSON.stringify({ flipped: chosen.length, caught }));
await cleanUp(caught >= chosen.length * 0.8 ? 0 : 1);
