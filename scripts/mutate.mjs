/**
 * Would the tests notice? Flips one operator at a time, at random, in policies and entities, and runs the unit
 * tests. `node scripts/mutate.mjs [--count 20] [--seed 1]`; prints each flip with caught or missed.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
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

const sources = fs
  .readdirSync(path.join(root, 'libs'), { recursive: true })
  .filter((name) => /(\.policy|\.entity)\.ts$/.test(name))
  .map((name) => path.join(root, 'libs', name));

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
  const original = fs.readFileSync(file, 'utf8');
  const lines = original.split('\n');
  lines[index] = lines[index].slice(0, at) + to + lines[index].slice(at + from.length);
  const context = path.relative(root, file).split(path.sep)[1];
  try {
    fs.writeFileSync(file, lines.join('\n'));
    const { status } = spawnSync(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        path.join(root, 'node_modules/jest/bin/jest.js'),
        '--selectProjects',
        'unit',
        'integration',
        '--bail',
        '--silent',
        '--testPathPatterns',
        `libs/${context}/`,
      ],
      { cwd: root, stdio: 'ignore' },
    );
    if (status !== 0) caught++;
    console.log(
      `${status === 0 ? 'MISSED' : 'caught'} ${path.relative(root, file)}:${index + 1} ${from.trim()} → ${to.trim()}`,
    );
  } finally {
    fs.writeFileSync(file, original);
  }
}
console.log(JSON.stringify({ flipped: chosen.length, caught }));
process.exit(caught >= chosen.length * 0.8 ? 0 : 1);
