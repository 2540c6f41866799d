import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkSignature } from '#certificate';
import type { Config } from '#platform/config';
import { Refused, UsageError } from '../command.js';
import { certificateRender } from './certificate-render.js';

const SAMPLE = path.resolve('test/fixtures/certificate/mau.json');
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;

describe('certificate:render', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-render-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (positionals: string[], out: string | undefined = path.join(folder, 'out.pdf')) =>
    certificateRender.run({
      values: { out },
      positionals,
      config: { dataDir: path.join(folder, 'data'), publicUrl: 'https://hoc.example' } as Config,
      app: () => Promise.reject(new Error('needs no application')),
      say: () => {},
    });
  /** The good sample with members replaced; undefined takes one out. */
  const twin = (change: object): string => {
    const file = path.join(folder, 'twin.json');
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(SAMPLE, 'utf8')), ...change }));
    return file;
  };

  test('writes a signed file that says what the sample says, and that it is a trial', async () => {
    const answer = await run([SAMPLE]);
    const pdf = fs.readFileSync(path.join(folder, 'out.pdf'));
    expect(answer).toEqual({
      file: path.join(folder, 'out.pdf'),
      bytes: pdf.length,
      signedBy: 'development',
    });
    expect(checkSignature(pdf)).toMatchObject({ ok: true });
    if (!hasPoppler) return;
    const words = execFileSync('pdftotext', ['-raw', path.join(folder, 'out.pdf'), '-']).toString();
    for (const said of [
      'Phạm Thị Hồng Nhung',
      'HP26 0015206',
      'Bản thử, chưa có giá trị pháp lý',
      'hoc.example/verify',
      'Bậc 3, Trung cấp',
      'ngưỡng minh họa',
    ])
      expect(words).toContain(said);
  });

  test('reads a file as Notepad saves it', async () => {
    const marked = path.join(folder, 'bom.json');
    fs.writeFileSync(marked, `\uFEFF${fs.readFileSync(SAMPLE, 'utf8')}`);
    expect(await run([marked])).toMatchObject({ signedBy: 'development' });
  });

  const refusals: [string, () => string, RegExp][] = [
    ['no such file', () => path.join(folder, 'khong-co.json'), /cannot be read/],
    ['a folder', () => folder, /cannot be read/],
    [
      'not JSON',
      () => path.resolve('package-lock.json').replace('package-lock.json', 'README.md'),
      /is not JSON/,
    ],
    ['a list', () => path.resolve('test/fixtures/certificate/danh-sach.json'), /is no sample/],
    ['an unknown member', () => twin({ diem: 10 }), /diem/],
    ['a trial that says it is none', () => twin({ trial: false }), /trial/],
    ['no name', () => twin({ holder: {} }), /holder\.name/],
    [
      'a birth after the day of issue',
      () => twin({ holder: { name: 'An', birth: { date: '2099-01-01' } } }),
      /holder\.birth: after/,
    ],
    [
      'the fifth place of three',
      () => twin({ award: { place: 5, of: 3, round: 'Vòng 1' } }),
      /award\.place: beyond/,
    ],
    ['a day that does not exist', () => twin({ issuedOn: '2026-02-30' }), /issuedOn/],
    [
      'a code that is none',
      () => twin({ verification: { url: 'https://x.vn/', code: 'ABC' } }),
      /verification code/,
    ],
    [
      'a script for an address',
      () => twin({ verification: { url: 'javascript:1', code: '0' } }),
      /verification\.url/,
    ],
    ['an emoji for a name', () => twin({ holder: { name: 'An 🎓' } }), /U\+1F393.*Họ và tên/],
    ['a name of 1,400 letters', () => twin({ holder: { name: 'Nguyễn '.repeat(200) } }), /Họ và tên|vừa/],
    ['the title of another law', () => twin({ title: 'authorised-certificate' }), /Chứng chỉ|thẩm quyền/i],
    [
      'study that ends before it begins',
      () => twin({ study: { from: '2026-06-12', to: '2026-04-06' } }),
      /./,
    ],
  ];

  test.each(refusals)('refuses %s, in words, and writes nothing', async (_, make, why) => {
    const out = path.join(folder, 'nothing.pdf');
    const error = await run([make()], out).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).message).toMatch(why);
    expect(fs.existsSync(out)).toBe(false);
  });

  test('asks for both files, and says when it cannot write', async () => {
    await expect(run([])).rejects.toThrow(UsageError);
    await expect(run([SAMPLE, SAMPLE])).rejects.toThrow(UsageError);
    await expect(run([SAMPLE], path.join(folder, 'no', 'folder.pdf'))).rejects.toThrow(/cannot be written/);
  });
});
