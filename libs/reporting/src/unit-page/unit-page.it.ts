import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { localDay } from '#platform/clock';
import type { BrowserSession } from '#platform/testing';
import { addDays } from '../overview/pace.js';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';

jest.setTimeout(60_000);

let world: ReportingWorld;
let manager: BrowserSession;
let unit: string;
let quiet: string;
let city: string;
let open: string;
let over: string;
const today = localDay(new Date());
const ago = (days: number): string => `${addDays(today, -days)}T02:00:00Z`;

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  city = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  unit = await make.unit('vn.31.11308', 'Xã Mao Điền');
  quiet = await make.unit('vn.31.11309', 'Xã Yên Ắng');
  const team = await make.unit('vn.31.11308.11308_CNSCD', 'Tổ công nghệ số Mao Điền', 'team');
  over = await make.trainingClass(city, {
    code: 'da-qua',
    startsOn: addDays(today, -60),
    endsOn: addDays(today, -30),
  });
  await join(over, 'Người Lớp Cũ', unit, { startedAt: ago(50), lessonsDone: 8 });
  // Ten days of twenty are gone: an even pace has done four of nine lessons.
  open = await make.trainingClass(city, {
    code: '1.1',
    startsOn: addDays(today, -9),
    endsOn: addDays(today, 10),
  });
  await join(open, 'Nguyễn Phúc Bảo Hoàng Thị Thanh Tuyền', unit, {
    startedAt: ago(8),
    completedAt: ago(2),
    lessonsDone: 9,
  });
  await join(open, 'Vũ Thùy Ánh', unit, { startedAt: ago(8), lessonsDone: 3 });
  await join(open, 'Trần Đình Bách', unit, { startedAt: ago(8), lessonsDone: 4 });
  await join(open, 'Lý Văn Dũng', team, {});
  await join(open, 'Bùi Rút Tên', unit, { status: 'withdrawn' });
  await world.db.query(`UPDATE person SET contact_phone = '0912345678' WHERE full_name = 'Vũ Thùy Ánh'`);
  await world.get(RollupRebuild).run();
  const account = await make.person('Nguyễn Thị Lan');
  await make.grant(account, 'unit-manager', unit);
  manager = world.as(account);
}, 120_000);
afterAll(() => world?.close());

async function join(
  classId: string,
  name: string,
  unitId: string,
  values: Parameters<typeof world.make.enrolment>[3],
) {
  await world.make.enrolment(await world.make.person(name, unitId, 'Công chức'), classId, unitId, values);
}
const people = (): string[] =>
  manager.page.querySelectorAll('tbody th').map((cell) => cell.childNodes[0]?.text.trim() ?? '');

describe('the page of a unit', () => {
  test('answers in its title, and opens with those to remind', async () => {
    await manager.get(`/reports/units/${unit}`);
    expect(manager.text('h1')).toBe('1 trên 4 người đã hoàn thành');
    expect(manager.text('.kicker')).toContain('còn 10 ngày');
    expect(people()).toEqual(['Vũ Thùy Ánh', 'Lý Văn Dũng']);
    expect(manager.text()).toContain('0912345678');
  });

  test('whoever runs one commune comes here first', async () => {
    await manager.get('/reports');
    expect(manager.url).toBe(`/reports/units/${unit}`);
  });

  test('four states add up; three lessons of nine are late at half time, four are not', async () => {
    await manager.get(`/reports/units/${unit}`);
    expect(
      manager.page
        .querySelectorAll('.segment-figures .figure')
        .map((each) => Number(/\d+/.exec(each.text)?.[0])),
    ).toEqual([1, 1, 1, 1]);
    await manager.get(`/reports/units/${unit}?tab=learning`);
    expect(people()).toEqual(['Trần Đình Bách']);
    await manager.get(`/reports/units/${unit}?tab=done`);
    expect(people()).toEqual(['Nguyễn Phúc Bảo Hoàng Thị Thanh Tuyền']);
    await manager.get(`/reports/units/${unit}?tab=all`);
    expect(people()).toEqual([
      'Vũ Thùy Ánh',
      'Trần Đình Bách',
      'Lý Văn Dũng',
      'Nguyễn Phúc Bảo Hoàng Thị Thanh Tuyền',
    ]);
  });

  test('phones are shown only where one reminds', async () => {
    for (const tab of ['learning', 'done', 'all']) {
      await manager.get(`/reports/units/${unit}?tab=${tab}`);
      expect(manager.text('table')).not.toContain('0912345678');
    }
  });

  test('in a class that is over, who began and did not finish is late', async () => {
    await manager.get(`/reports/units/${unit}?class=${over}`);
    expect(manager.text('.kicker')).toContain('đã hết hạn');
    expect([people(), manager.text('tbody .badge')]).toEqual([['Người Lớp Cũ'], 'Chậm']);
  });

  test('the list on paper has the same people, for writing beside', async () => {
    await manager.get(`/reports/units/${unit}/sheet?class=${open}&tab=remind`);
    expect(manager.page.querySelectorAll('tbody tr')).toHaveLength(2);
    expect(manager.text('thead')).toContain('Ghi chú');
  });

  test('a unit with nobody in a class says what will be here', async () => {
    const account = await world.make.person('Trưởng Xã Yên Ắng');
    await world.make.grant(account, 'unit-manager', quiet);
    const browser = world.as(account);
    await browser.get(`/reports/units/${quiet}`);
    expect([browser.status, browser.text('h1')]).toEqual([200, 'Đơn vị chưa có ai trong lớp nào']);
    expect(browser.page.querySelector('table')).toBeNull();
  });

  test('a province leads to its table by unit', async () => {
    const account = await world.make.person('Người Của Sở');
    await world.make.grant(account, 'programme-admin', city);
    const browser = world.as(account);
    await browser.get(`/reports/units/${city}`);
    expect(browser.url).toBe(`/reports/classes/${open}?unit=31`);
  });
});
