import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { CheckedBlueprint } from '#assessment';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { type Command, Refused, UsageError } from '../command.js';
import { openApplication } from '../open-application.js';
import { blueprintCheck } from './blueprint-check.js';
import type { ItemsAnswer } from './questions.js';
import { questionsCheck } from './questions-check.js';
import { questionsExport } from './questions-export.js';
import { questionsImport } from './questions-import.js';

jest.setTimeout(120_000);

describe('files of questions', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let opened: ReturnType<typeof openApplication>;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-questions-'));

  beforeAll(async () => {
    installation = await testInstallation();
    opened = openApplication(installation.config, createLogger('silent', 'cli'));
  });
  afterAll(async () => {
    await opened?.close();
    await installation?.cleanUp();
    fs.rmSync(folder, { recursive: true });
  });

  const run = (command: Command, values: Record<string, string>, ...positionals: string[]) =>
    command.run({ values, positionals, config: installation.config, app: opened.app, say: () => {} });
  const file = (name: string, content: string) => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const count = async () =>
    (await (await opened.app()).get(DataSource).query('SELECT count(*)::int AS n FROM question'))[0].n;
  const gift = '::c-1::Hỏi gì?{=Đúng ~Sai}\n\n::c-2::Viết đi{}\n\n::c-3::Đúng không?{T}\n';

  test('checking says what becomes of each item and writes nothing', async () => {
    const answer = (await run(questionsCheck, { format: 'gift' }, file('a.gift', gift))) as ItemsAnswer;
    expect(answer.counts).toEqual({ imported: 2, refused: 1 });
    expect(answer.items.map(({ at, type, status, reason }) => [at, type, status, reason?.code])).toEqual([
      [1, 'single', 'imported', undefined],
      [3, 'GIFT', 'refused', 'needs-person'],
      [5, 'true-false', 'imported', undefined],
    ]);
    expect(answer.items[1]?.reason?.message).not.toContain('assessment.');
    expect(questionsCheck.print?.(answer).split('\n')).toHaveLength(4);
    expect(await count()).toBe(0);
  });

  test('importing twice changes nothing; what goes out as each format comes back unchanged', async () => {
    const values = { format: 'gift', bank: 'kns', title: 'Kỹ năng số' };
    expect(await run(questionsImport, values, file('a.gift', gift))).toMatchObject({
      created: 2,
      unchanged: 0,
    });
    expect(await run(questionsImport, values, file('a.gift', gift))).toMatchObject({
      created: 0,
      unchanged: 2,
    });
    for (const format of ['gift', 'moodle-xml', 'qti21', 'qti30', 'xlsx']) {
      const out = path.join(folder, `out.${format}`);
      expect(await run(questionsExport, { bank: 'kns', format, out })).toMatchObject({
        exported: 2,
        refused: [],
      });
      const again = { format, bank: 'kns' };
      expect(await run(questionsImport, again, out)).toMatchObject({ created: 0, revised: 0, unchanged: 2 });
    }
    const aiken = await run(questionsExport, {
      bank: 'kns',
      format: 'aiken',
      out: path.join(folder, 'a.txt'),
    });
    expect(aiken).toMatchObject({
      exported: 1,
      refused: [{ code: 'c-3', reason: { code: 'format-lacks-type' } }],
    });
    expect(await count()).toBe(2);
  });

  test('a blueprint is tried against the bank: enough, too few, or not understood; nothing is written', async () => {
    const tried = (name: string, rows: object[]) =>
      run(blueprintCheck, { bank: 'kns' }, file(name, JSON.stringify({ title: 'Đề thử', rows })));
    const enough = (await tried('enough.json', [{ count: 2 }])) as CheckedBlueprint;
    expect(enough).toMatchObject({ questions: 2, rows: [{ count: 2, available: 2, lacking: 0 }] });
    expect(enough.forms).toMatchObject({
      count: 200,
      equal: true,
      coverage: [{ fewest: 2, most: 2, mean: 2 }],
    });
    expect(blueprintCheck.print?.(enough)).toContain('2 of 2');
    const few = await tried('few.json', [{ count: 5 }, { count: 1, component: '1.1' }]).catch(
      (error) => error,
    );
    expect(few).toBeInstanceOf(Refused);
    expect(few.answer).toMatchObject({ forms: null, rows: [{ lacking: 3 }, { available: 0, lacking: 1 }] });
    await expect(tried('wrong.json', [{ count: 0 }])).rejects.toThrow('rows.0.count');
    await expect(run(blueprintCheck, { bank: 'kns', title: 'Không có' })).rejects.toBeInstanceOf(Refused);
    await expect(run(blueprintCheck, { bank: 'kns' })).rejects.toBeInstanceOf(UsageError);
    const [{ n }] = await (await opened.app())
      .get(DataSource)
      .query('SELECT count(*)::int AS n FROM blueprint');
    expect(n).toBe(0);
  });

  test('wrong words and unreadable files are told apart', async () => {
    await expect(run(questionsCheck, { format: 'word' }, 'x')).rejects.toBeInstanceOf(UsageError);
    await expect(run(questionsCheck, { format: 'gift' })).rejects.toBeInstanceOf(UsageError);
    await expect(
      run(questionsImport, { format: 'gift', bank: 'ngân hàng' }, file('a', gift)),
    ).rejects.toBeInstanceOf(UsageError);
    await expect(run(questionsCheck, { format: 'gift' }, '/none')).rejects.toBeInstanceOf(Refused);
    const failure = await run(questionsCheck, { format: 'moodle-xml' }, file('b', '<x')).catch(
      (error) => error,
    );
    expect(failure.answer).toMatchObject({ refused: { code: 'xml-not-well-formed' } });
    await expect(run(questionsExport, { bank: 'none', format: 'gift', out: 'x' })).rejects.toBeInstanceOf(
      Refused,
    );
  });
});
