import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { localDay } from '#platform/clock';
import { addDays } from '../overview/pace.js';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';

jest.setTimeout(60_000);

let world: ReportingWorld;
let programmeId: string;
let admin: string;
let manager: string;
const today = localDay(new Date());

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make, db } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  const city = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  const one = await make.unit('vn.31.11308', 'Xã Mao Điền');
  const team = await make.unit('vn.31.11308.11308_CNSCD', 'Tổ công nghệ số Mao Điền', 'team');
  const two = await make.unit('vn.31.11309', 'Xã Yên Ắng');
  const elsewhere = await make.trainingClass(city, { code: 'khac' });
  const other = await make.person('Người Lớp Khác', two);
  await make.enrolment(other, elsewhere, two, {
    startedAt: `${today}T01:00:00Z`,
    completedAt: `${today}T02:00:00Z`,
  });
  const classId = await make.trainingClass(city, { code: '1.1' });
  const join = async (unitId: string, done: boolean) => {
    const person = await make.person('Người Học', unitId);
    const values = done ? { startedAt: `${today}T01:00:00Z`, completedAt: `${today}T02:00:00Z` } : {};
    await make.enrolment(person, classId, unitId, values);
  };
  for (const [unitId, done] of [
    [one, true],
    [one, true],
    [team, true],
    [one, false],
    [two, false],
  ] as const)
    await join(unitId, done);
  [{ programme_id: programmeId }] = await db.query('SELECT programme_id FROM training_class WHERE id = $1', [
    classId,
  ]);
  // Half of its days are gone with today.
  await db.query('UPDATE programme SET starts_on = $2, ends_on = $3 WHERE id = $1', [
    ...[programmeId, addDays(today, -9)],
    addDays(today, 10),
  ]);
  for (const [unitId, people] of [
    [one, 4],
    [team, 2],
    [two, 10],
  ] as const)
    await db.query('INSERT INTO unit_target (programme_id, unit_id, people) VALUES ($1, $2, $3)', [
      ...[programmeId, unitId],
      people,
    ]);
  await world.get(RollupRebuild).run();
  admin = await make.person('Quản lý chương trình', city);
  await make.grant(admin, 'programme-admin', city);
  manager = await make.person('Quản lý xã', one);
  await make.grant(manager, 'unit-manager', one);
}, 120_000);
afterAll(() => world?.close());

const look = async (by: string) => {
  const browser = world.as(by);
  await browser.get(`/reports/programmes/${programmeId}`);
  const rows = browser.page
    .querySelectorAll('tbody tr')
    .map((row) =>
      row.querySelectorAll('th, td').map((cell) => cell.structuredText.replace(/\s+/g, ' ').trim()),
    );
  return { browser, rows };
};

test('each unit with those below it stands against its target, who misses most first', async () => {
  const { browser, rows } = await look(admin);
  expect(rows).toEqual([
    ['Xã Yên Ắng', '10', '1', '0', '10', '0%'],
    ['Tổ công nghệ số Mao Điền', '2', '1', '1', '1', '50%'],
    ['Xã Mao Điền', '4', '4', '3', '1', '75%'],
  ]);
  // The team is part of its commune: 3 of 14, not 4 of 16.
  expect(browser.text('[aria-labelledby=total]')).toMatch(/3 ?\/ ?14/);
  expect(browser.text('[aria-labelledby=total]')).toContain('nhịp đều hôm nay 50%');
  expect(browser.text('.figure-tile')).toContain('dưới 35%, trên 3 đơn vị');
  expect(browser.page.querySelectorAll('.fill-lamp').length).toBe(1);
});

test('a unit manager sees the own subtree only; another province finds nothing', async () => {
  expect((await look(manager)).rows.map(([name]) => name)).toEqual([
    'Tổ công nghệ số Mao Điền',
    'Xã Mao Điền',
  ]);
  const far = await world.make.person('Người tỉnh khác');
  await world.make.grant(
    far,
    'programme-admin',
    await world.make.unit('vn.75', 'Thành phố Đồng Nai', 'province'),
  );
  expect((await look(far)).browser.status).toBe(404);
});

test('without targets it says who sets them', async () => {
  await world.db.query('DELETE FROM unit_target');
  expect((await look(admin)).browser.text('main')).toContain('Chưa giao chỉ tiêu cho đơn vị nào');
});
