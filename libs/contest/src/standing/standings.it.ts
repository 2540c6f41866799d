import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import { RunTaskJob } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { ContestWorld, type TestContest } from '../testing/contest-world.js';
import { ContestAnswers } from './contest-answers.js';
import { CountRoundJob, UncountedRounds } from './count-round.job.js';
import { Counting } from './counting.js';

jest.setTimeout(60_000);

let world: ContestWorld;
let contest: TestContest;
let address: string;
const people = new Map<string, string>();
const visitor = () => world.visitor();

beforeAll(async () => {
  world = await ContestWorld.open();
  contest = await world.contest();
  address = `/contests/${contest.slug}/rounds/1`;
  // [name, right answers, prediction, more of the form, birth]
  for (const [name, right, prediction, more, birthDate] of [
    ['Nguyễn Thị An', 3, '9', {}, '1990-01-01'],
    ['Trần Văn Bình', 3, '4', { showName: 'yes' }, '1990-01-01'],
    ['Lê Minh Châu', 2, '4', { showName: 'yes', unitCode: '31' }, '2012-01-01'],
    ['Phạm Gian Dối', 3, '', {}, '1990-01-01'],
  ] as const) {
    const account = await world.person(name, { birthDate });
    people.set(name, account);
    await world.sit(contest, account, right, prediction, more);
  }
}, 120_000);
afterAll(() => world?.close());

const names = (browser: BrowserSession) =>
  browser.page
    .querySelectorAll('main ol.rows > li')
    .map((each) => [each.querySelector('.row-index')?.text, each.querySelector('.row-title')?.text]);
const download = async () => (await visitor().inject({ method: 'GET', url: `${address}/log` })).body;

/** What the program in docs/ says of a log, standing in an empty folder. */
function checked(log: string): { status: number | null; result: { sha256: string; agrees: boolean } } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-log-'));
  fs.writeFileSync(path.join(folder, 'log.csv'), log);
  const script = path.join(projectRoot, 'docs/xep-hang-cuoc-thi.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, 'log.csv', '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  fs.rmSync(folder, { recursive: true });
  return { status, result: JSON.parse(stdout) };
}

describe('before the stated hour', () => {
  test('nobody sees a mark: not in the standings, the log, the result page or the own entry', async () => {
    await world.grade(contest);
    await world.moveRound(contest.roundId, -120, -60, 30);
    await world.get(Counting).count(contest.roundId, null);
    const browser = visitor();
    await browser.get(address);
    expect(browser.text('main')).toContain('Chưa đến giờ công bố');
    expect((await visitor().inject({ method: 'GET', url: `${address}/log` })).statusCode).toBe(404);
    const own = world.as(people.get('Nguyễn Thị An')!);
    const [attempt] = await world.db.query('SELECT id FROM attempt WHERE account_id = $1', [
      people.get('Nguyễn Thị An'),
    ]);
    await own.get(`/attempts/${attempt.id}/result`);
    expect(own.url).toMatch(/^\/contest-entries\//);
    expect(own.text('main')).not.toMatch(/3\/10|điểm\./);
    await own.get(`/attempts/${attempt.id}/review`);
    expect(own.status).toBe(403);
  });

  test('a round somebody may still be sitting, or with a mark missing, is not counted', async () => {
    const young = await world.contest();
    await world.sit(young, await world.person('Cao Thị Em'), 1, '1');
    await expect(world.get(Counting).count(young.roundId, null)).rejects.toMatchObject({
      code: 'contest.round-not-over',
    });
    await world.moveRound(young.roundId, -60, -20);
    await expect(world.get(Counting).count(young.roundId, null)).rejects.toMatchObject({
      code: 'contest.grading',
    });
    expect(await world.get(UncountedRounds).sweep()).toBe(0);
    await world.grade(young);
    expect(await world.get(UncountedRounds).sweep()).toBe(1);
    await world.get(CountRoundJob).run({ roundId: young.roundId });
    expect(await world.get(UncountedRounds).sweep()).toBe(0);
  });
});

describe('at the stated hour', () => {
  beforeAll(() => world.moveRound(contest.roundId, -120, -60, 0));

  test('people stand in the order of the rules, named as each may be', async () => {
    const browser = visitor();
    await browser.get(address);
    expect(names(browser)).toEqual([
      ['1', 'Trần Văn Bình'],
      ['2', 'N. T. An'],
      ['3', 'P. G. Dối'],
      // Agreed, but is fourteen.
      ['4', 'L. M. Châu'],
    ]);
    expect(browser.text('ol.rows')).toMatch(/\d:\d\d,\d/);
    browser.setCookie('hv_lang', 'en');
    await browser.get(address);
    expect(browser.text('ol.rows')).toMatch(/\d:\d\d\.\d/);
    const own = world.as(people.get('Trần Văn Bình')!);
    await own.get('/contest-entries');
    await own.get(own.page.querySelector('main a[href^="/contest-entries/"]')!.getAttribute('href')!);
    expect(own.text('main')).toContain('Hạng 1 trong 4 bài');
    expect(own.text('main')).toContain('Dự đoán 4, con số thật 4, lệch 0');
  });

  test('who takes consent back is abbreviated at once, though the count is frozen', async () => {
    const own = world.as(people.get('Trần Văn Bình')!);
    await own.get('/contest-entries');
    await own.get(own.page.querySelector('main a[href^="/contest-entries/"]')!.getAttribute('href')!);
    await own.post(`${own.url}/name`, { show: 'no' });
    const browser = visitor();
    await browser.get(address);
    expect(names(browser)[0]).toEqual(['1', 'T. V. Bình']);
  });

  test('units: entries of a commune count for its province too', async () => {
    const browser = visitor();
    await browser.get(`${address}/units`);
    expect(names(browser)).toEqual([['1', 'Phường Hồng Bàng']]);
    expect(browser.text('main')).toContain('3 bài');
    await browser.get(`${address}/units?kind=province`);
    expect(names(browser)).toEqual([['1', 'Thành phố Hải Phòng']]);
    expect(browser.text('ol.rows')).toContain('Điểm trung bình 2,75');
  });

  test('the log has no personal data, its sum is on the page, and the independent program agrees', async () => {
    const log = await download();
    for (const [name, account] of people)
      for (const personal of [name, account]) expect(log).not.toContain(personal);
    const { status, result } = checked(log);
    expect([status, result.agrees]).toEqual([0, true]);
    const browser = visitor();
    await browser.get(address);
    expect(browser.text('main')).toContain(result.sha256);
    expect(await world.get(ContestAnswers).log(contest.slug)).toBe(log);
    const { standings, actual } = await world.get(ContestAnswers).of(contest.roundId);
    expect([actual, standings.map(({ place, distance }) => [place, distance])]).toEqual([
      4,
      [
        [1, 0],
        [2, 5],
        [3, null],
        [4, 0],
      ],
    ]);
  });

  test('what was counted cannot be changed', async () => {
    for (const table of ['contest_count', 'contest_place', 'contest_unit_place'])
      await expect(world.db.query(`DELETE FROM ${table}`)).rejects.toThrow();
  });
});

describe('an entry against the rules', () => {
  test('is left out by the next count, with the reason told to its person and the recount to all', async () => {
    const before = await download();
    const admin = await world.staff('programme-admin', '31');
    const stranger = await world.staff('programme-admin', '92');
    const desk = `/admin/contest-rounds/${contest.roundId}`;
    await stranger.get(desk);
    expect(stranger.status).toBe(404);
    await admin.get(desk);
    const [entry] = await world.db.query('SELECT id, code FROM contest_entry WHERE account_id = $1', [
      people.get('Phạm Gian Dối'),
    ]);
    await admin.post(`${desk}/entries/${entry.id}/disqualification`, { reason: ' ' });
    expect(admin.status).toBe(422);
    await admin.post(`${desk}/entries/${entry.id}/disqualification`, {
      reason: 'Hai người cùng làm một bài',
    });
    await admin.post(`${desk}/recounts`, { reason: 'Loại một bài vi phạm' });
    const task = admin.url.split('/').at(-1) as string;
    await world.get(RunTaskJob).run({ taskId: task });
    await admin.get(`/tasks/${task}`);
    expect(admin.text('main')).toContain('Đã xong');

    const browser = visitor();
    await browser.get(address);
    expect(names(browser).map(([, name]) => name)).toEqual(['T. V. Bình', 'N. T. An', 'L. M. Châu']);
    expect(browser.text('main')).toContain('Loại một bài vi phạm');
    const after = await download();
    expect(after).toMatch(new RegExp(`${entry.code},.*,yes,\n`));
    expect([checked(after).status, after === before]).toEqual([0, false]);
    const own = world.as(people.get('Phạm Gian Dối')!);
    await own.get(`/contest-entries/${entry.id}`);
    expect(own.text('main')).toContain('Hai người cùng làm một bài');
    const audit = await world.db.query(
      `SELECT action FROM audit_entry WHERE action LIKE 'contest.%' AND actor_id IS NOT NULL ORDER BY id`,
    );
    expect(audit.map((each: { action: string }) => each.action)).toEqual([
      'contest.disqualify',
      'contest.count',
    ]);
  });
});
