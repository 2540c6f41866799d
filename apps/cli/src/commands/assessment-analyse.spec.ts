import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { CommandInput } from '../command.js';
import { Refused, UsageError } from '../command.js';
import { assessmentAnalyse } from './assessment-analyse.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-marks-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const run = async (...positionals: string[]) => {
  // It must answer without settings and without a database.
  const nothing = { values: {}, positionals, say: () => {} } as unknown as CommandInput;
  return assessmentAnalyse.run(nothing);
};
const file = (content: string) => {
  const name = path.join(folder, 'marks.csv');
  fs.writeFileSync(name, content);
  return name;
};

describe('assessment:analyse', () => {
  test('answers with exactly the promised fields, in the order of the file', async () => {
    const answer = await run(file('attempt,item,mark,max\na,q2,1,2\na,q1,1,1\nb,q2,0,2\nb,q1,0,1\n'));
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      items: ['q2', 'q1'].map((item) => ({
        item,
        n: 2,
        facility: item === 'q2' ? 0.25 : 0.5,
        sd: expect.closeTo(Math.SQRT1_2, 12),
        discriminationIndex: 100,
        discriminativeEfficiency: 100,
        effectiveWeight: 50,
      })),
      test: { n: 2, mean: 1, sd: expect.closeTo(Math.SQRT2, 12), alpha: 1, sem: 0 },
    });
    expect(assessmentAnalyse.print?.(answer)).toMatch(/q2 +2 +0\.25 .*\n.*\n\nn 2, mean 1,/);
  });

  test('says which row is wrong, for people and as data', async () => {
    const failure = await run(file('attempt,item,mark,max\na,q,2,1\na,q,đúng,1\n')).catch((error) => error);
    expect(failure).toBeInstanceOf(Refused);
    expect(failure.message).toBe(
      'row 2: the mark 2 is over the full mark 1\nrow 3: the mark is no number: “đúng”',
    );
    expect(failure.answer.refused.map(({ row }: { row: number }) => row)).toEqual([2, 3]);
  });

  test('one file that can be read is needed', async () => {
    await expect(run()).rejects.toBeInstanceOf(UsageError);
    await expect(run('a', 'b')).rejects.toBeInstanceOf(UsageError);
    for (const name of [folder, path.join(folder, 'none.csv')])
      await expect(run(name)).rejects.toThrow(`The file cannot be read: ${name}`);
  });
});
