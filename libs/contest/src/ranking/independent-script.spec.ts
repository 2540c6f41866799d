import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { projectRoot } from '#platform/i18n';
import { type LogRow, logHead, logLines, sha256 } from './contest-log.js';
import { rank, TIE_BREAKS, type TieBreak } from './ranking.policy.js';

const SCRIPT = path.join(projectRoot, 'docs/xep-hang-cuoc-thi.mjs');
const MARK = 138_600;
let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-contest-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function check(log: string): { status: number | null; result: Record<string, unknown> } {
  const file = path.join(folder, 'log.csv');
  fs.writeFileSync(file, log);
  // From another folder, with nothing of the project at hand.
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, file, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
  });
  return { status, result: stdout ? JSON.parse(stdout) : {} };
}

const row = (index: number) =>
  fc.record({
    code: fc.constant(`E${index}`),
    unitPath: fc.constantFrom('31', '31.11311', '31.31-SKHCN'),
    markUnits: fc.integer({ min: 0, max: 10 }).map((marks) => marks * MARK),
    maxUnits: fc.constant(10 * MARK),
    prediction: fc.option(fc.integer({ min: 0, max: 400 })),
    timeMs: fc.integer({ min: 0, max: 4 }),
    submittedAt: fc.integer({ min: 0, max: 4 }).map((ms) => new Date(1_790_000_000_000 + ms)),
    disqualified: fc.boolean().map((out) => out && index % 3 === 0),
  });

function logOf(
  rows: (Omit<LogRow, 'place'> & { disqualified: boolean })[],
  tieBreak: TieBreak,
  kind: 'entrants' | 'all-right',
) {
  const valid = rows.filter((each) => !each.disqualified);
  const actual =
    kind === 'entrants' ? valid.length : valid.filter((each) => each.markUnits === each.maxUnits).length;
  const placed = rank(valid, actual, tieBreak).map(({ entry, place }) => ({ ...entry, place }));
  const out = rows.filter((each) => each.disqualified).map((each) => ({ ...each, place: null }));
  const head = logHead({
    ...{
      contest: 'cong-dan-so',
      round: 2,
      revision: 1,
      countedAt: new Date(0),
      prediction: kind,
      tieBreak,
      actual,
    },
  });
  return { log: head + logLines([...placed, ...out]), placed, actual };
}

test('the independent script comes to the same places, units and sum, for hundreds of entries by either rule', () => {
  for (const tieBreak of TIE_BREAKS)
    for (const kind of ['entrants', 'all-right'] as const) {
      const rows = fc.sample(fc.tuple(...Array.from({ length: 400 }, (_, index) => row(index))), {
        numRuns: 1,
        seed: 20_261_010,
      })[0]!;
      const { log, placed, actual } = logOf(rows, tieBreak, kind);
      const { status, result } = check(log);
      expect({ status, problems: result['problems'] }).toEqual({ status: 0, problems: [] });
      expect(result).toMatchObject({ agrees: true, actual, entries: placed.length, sha256: sha256(log) });
      const byCode = (a: { entry: string }, b: { entry: string }) => (a.entry < b.entry ? -1 : 1);
      const ours = placed.map(({ code, place }) => ({ entry: code, place })).sort(byCode);
      expect((result['standings'] as typeof ours).sort(byCode)).toEqual(ours);
      const province = placed.reduce((sum, each) => sum + each.markUnits, 0);
      expect(result['units']).toContainEqual({
        unit: '31',
        entries: placed.length,
        markUnits: String(province),
      });
    }
});

const small = () =>
  logOf(
    [10, 9, 8].map((marks, index) => ({
      ...{ code: `E${index}`, unitPath: '31', markUnits: marks * MARK, maxUnits: 10 * MARK, prediction: 3 },
      ...{ timeMs: 1000, submittedAt: new Date(1_790_000_000_000), disqualified: false },
    })),
    'prediction',
    'entrants',
  ).log;

test.each([
  ['a mark', (log: string) => log.replace(`E2,31,${8 * MARK}`, `E2,31,${10 * MARK}`)],
  ['two places', (log: string) => log.replace(/no,1\n/, 'no,9\n')],
  ['what was foretold', (log: string) => log.replace('# actual=3', '# actual=4')],
  ['a line left out', (log: string) => log.replace(/E0,.*\n/, '')],
])('it notices that %s was changed', (_, change) => {
  expect(check(small()).status).toBe(0);
  expect(check(change(small())).status).toBe(1);
});

test.each([
  ['another file', 'a,b\n1,2\n'],
  ['a number that is none', small().replace(',1000,', ',x,')],
  ['an entry twice', `${small()}${small().split('\n').at(-2)}\n`],
])('%s is not read', (_, log) => {
  expect(check(log).status).toBe(2);
});
