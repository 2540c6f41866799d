import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import type { BrowserSession } from '#platform/testing';
import { ExpiredExports } from '../export/expired-exports.sweep.js';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';

let world: ReportingWorld;
let units: Record<'city' | 'tan' | 'team' | 'vinh' | 'other' | 'far', string>;
let classId: string;
let otherClassId: string;

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  units = {
    city: await make.unit('vn.31', 'Thành phố Hải Phòng', 'province'),
    tan: await make.unit('vn.31.11308', 'Xã Tân Minh'),
    team: await make.unit('vn.31.11308.11308_CNSCD', 'Tổ công nghệ số Tân Minh', 'team'),
    vinh: await make.unit('vn.31.11311', 'Xã Vĩnh Am'),
    other: await make.unit('vn.33', 'Tỉnh Hưng Yên', 'province'),
    far: await make.unit('vn.33.12000', 'Xã Ở Xa'),
  };
  classId = await make.trainingClass(units.city, { code: '1.1' });
  await enrol(classId, {
    'Vũ Thùy Ánh': units.tan,
    'Trần Đình Bách': units.tan,
    'Phạm Hữu Phúc': units.team,
  });
  await enrol(classId, { 'Bùi Thị Mai': units.vinh, 'Lê Quang Huy': units.far });
  await enrol(classId, { 'Phan Không Đơn Vị': null });
  otherClassId = await make.trainingClass(units.other, { code: 'hy-1' });
  await enrol(otherClassId, { 'Đỗ Văn Hòa': units.far });
  await world.get(RollupRebuild).run();
}, 120_000);
afterAll(() => world?.close());

async function enrol(into: string, people: Record<string, string | null>): Promise<void> {
  for (const [name, unit] of Object.entries(people))
    await world.make.enrolment(await world.make.person(name, unit), into, unit, {
      startedAt: '2026-04-08T02:00:00Z',
    });
}

async function someone(role: Role, unitId: string): Promise<BrowserSession & { id: string }> {
  const account = await world.make.person('Nguyễn Thị Lan');
  await world.make.grant(account, role, unitId);
  return Object.assign(world.as(account), { id: account });
}

const ALL = [
  'Vũ Thùy Ánh',
  'Trần Đình Bách',
  'Phạm Hữu Phúc',
  'Bùi Thị Mai',
  'Lê Quang Huy',
  'Phan Không Đơn Vị',
  'Đỗ Văn Hòa',
];
const seen = (browser: BrowserSession): string[] => ALL.filter((name) => browser.text().includes(name));

describe('who sees whom (CVE-2022-40316: reports must not ignore groups)', () => {
  test.each([
    ['unit-manager', 'tan', ['Vũ Thùy Ánh', 'Trần Đình Bách', 'Phạm Hữu Phúc']],
    ['unit-manager', 'team', ['Phạm Hữu Phúc']],
    ['unit-manager', 'vinh', ['Bùi Thị Mai']],
    // The class is run by the city: all of its people, wherever they work.
    ['programme-admin', 'city', ALL.slice(0, 6)],
    ['auditor', 'city', ALL.slice(0, 6)],
    // A city's manager answers for the people of the city only.
    ['unit-manager', 'city', ['Vũ Thùy Ánh', 'Trần Đình Bách', 'Phạm Hữu Phúc', 'Bùi Thị Mai']],
    // Runs another class; in this one, people of the own province.
    ['programme-admin', 'other', ['Lê Quang Huy']],
  ] as const)('%s of %s', async (role, unit, names) => {
    const browser = await someone(role, units[unit]);
    await browser.get(`/reports/classes/${classId}/people`);
    expect(browser.status).toBe(200);
    expect(seen(browser).sort()).toEqual([...names].sort());
    await browser.get(`/reports/classes/${classId}`);
    expect(browser.status).toBe(200);
    expect(browser.text('.figure-grid')).toContain(`trên số ghi danh ${names.length}`);
  });

  test('without a unit, the report of all classes is still one’s own', async () => {
    const browser = await someone('unit-manager', units.far);
    await browser.get('/reports/people');
    expect(seen(browser)).toEqual(['Lê Quang Huy', 'Đỗ Văn Hòa']);
    const runner = await someone('programme-admin', units.city);
    await runner.get('/reports/people');
    expect(seen(runner)).toEqual(ALL.slice(0, 6));
  });

  test.each<Role>(['learner', 'author', 'marker', 'registrar', 'system-admin'])(
    '%s sees no report at all',
    async (role) => {
      const browser = await someone(role, units.city);
      for (const page of [
        '/reports',
        `/reports/classes/${classId}`,
        `/reports/classes/${classId}/people`,
        `/reports/units/${units.tan}`,
      ]) {
        await browser.get(page);
        expect(browser.status).toBe(403);
      }
    },
  );

  test('a visitor is sent to sign in', async () => {
    const response = await world
      .visitor()
      .inject({ method: 'GET', url: `/reports/classes/${classId}/people` });
    expect([response.statusCode, response.headers['location']]).toEqual([
      303,
      expect.stringMatching(/^\/sign-in/),
    ]);
  });
});

describe('what is out of sight is not found', () => {
  test.each([
    () => `/reports/classes/${classId}?unit=11311`,
    () => `/reports/classes/${classId}/people?unit=11311`,
    () => `/reports/classes/${classId}/people?unit=31`,
    () => `/reports/classes/${classId}/people?unit=vn`,
    () => `/reports/people?unit=12000`,
    () => `/reports/classes/${otherClassId}`,
    () => `/reports/classes/${otherClassId}/people`,
    () => `/reports/classes/${newId()}`,
    () => '/reports/classes/khong-co',
    () => `/reports/units/${units.vinh}`,
    () => `/reports/units/${units.city}`,
    () => `/reports/units/${units.vinh}/sheet`,
    () => `/reports/units/${units.tan}?class=${otherClassId}`,
    () => `/reports/units/${newId()}`,
  ])('for the manager of one commune, case %#', async (url) => {
    const browser = await someone('unit-manager', units.tan);
    await browser.get(url());
    expect(browser.status).toBe(404);
    expect(seen(browser)).toEqual([]);
  });

  test('people without a unit belong to whoever runs the class', async () => {
    const browser = await someone('unit-manager', units.city);
    await browser.get(`/reports/classes/${classId}/people?unit=none`);
    expect(seen(browser)).toEqual([]);
    const runner = await someone('programme-admin', units.city);
    await runner.get(`/reports/classes/${classId}/people?unit=none`);
    expect(seen(runner)).toEqual(['Phan Không Đơn Vị']);
  });

  test('a role that was taken away no longer opens anything', async () => {
    const browser = await someone('unit-manager', units.tan);
    await world.db.query('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1', [browser.id]);
    await browser.get(`/reports/classes/${classId}/people`);
    expect(browser.status).toBe(403);
  });
});

describe('exports keep to the same bounds', () => {
  async function exported(browser: BrowserSession, values: Record<string, string>) {
    await browser.get(`/reports/classes/${classId}/people`);
    await browser.post(`/reports/classes/${classId}/exports`, { format: 'csv', ...values });
    return browser.url;
  }
  const run = (task: string) => world.job('platform.run-task', { taskId: task.split('/')[2]! });
  const csv = async (browser: BrowserSession, task: string) =>
    (await browser.inject({ method: 'GET', url: `${task}/file` })).body;

  test('a manager gets the own subtree, in a file only they can fetch', async () => {
    const browser = await someone('unit-manager', units.tan);
    const task = await exported(browser, {});
    await run(task);
    const file = await csv(browser, task);
    expect(ALL.filter((name) => file.includes(name)).sort()).toEqual([
      'Phạm Hữu Phúc',
      'Trần Đình Bách',
      'Vũ Thùy Ánh',
    ]);
    await browser.get(task);
    expect(browser.text()).toContain('bao-cao-1.1');
    const stranger = await someone('unit-manager', units.vinh);
    expect((await stranger.inject({ method: 'GET', url: `${task}/file` })).statusCode).toBe(404);
  });

  test('another unit cannot be asked for', async () => {
    const browser = await someone('unit-manager', units.tan);
    await exported(browser, { unit: '11311' });
    expect(browser.status).toBe(404);
  });

  test('what counts is the role when the export runs, not when it was asked for', async () => {
    const browser = await someone('unit-manager', units.tan);
    const task = await exported(browser, {});
    await world.db.query('UPDATE role_grant SET unit_id = $2 WHERE account_id = $1', [
      browser.id,
      units.team,
    ]);
    await run(task);
    const file = await csv(browser, task);
    expect(ALL.filter((name) => file.includes(name))).toEqual(['Phạm Hữu Phúc']);
  });

  test('without a role there is no file', async () => {
    const browser = await someone('unit-manager', units.tan);
    const task = await exported(browser, {});
    await world.db.query('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1', [browser.id]);
    await run(task);
    expect((await browser.inject({ method: 'GET', url: `${task}/file` })).statusCode).toBe(404);
    const [row] = await world.db.query('SELECT status, error_code FROM task WHERE id = $1', [
      task.split('/')[2],
    ]);
    expect(row).toEqual({ status: 'failed', error_code: 'not-found' });
  });

  test('a file is for who asked for it, as long as they have a role: not for a system administrator', async () => {
    const browser = await someone('unit-manager', units.tan);
    const task = await exported(browser, {});
    await run(task);
    const fetched = async (by: BrowserSession) =>
      (await by.inject({ method: 'GET', url: `${task}/file` })).statusCode;
    const system = await someone('system-admin', units.city);
    await system.get(task);
    expect([system.status, system.page.querySelector(`a[href="${task}/file"]`)]).toEqual([200, null]);
    expect(await Promise.all([browser, system].map(fetched))).toEqual([200, 404]);
    await world.db.query('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1', [browser.id]);
    expect(await fetched(browser)).toBe(404);
  });

  test('a week later the file is gone', async () => {
    const browser = await someone('unit-manager', units.tan);
    const task = await exported(browser, {});
    await run(task);
    const id = task.split('/')[2]!;
    await world.db.query(`UPDATE task SET finished_at = now() - interval '6 days' WHERE id = $1`, [id]);
    expect(await world.get(ExpiredExports).sweep()).toBe(0);
    await world.db.query(`UPDATE task SET finished_at = now() - interval '8 days' WHERE id = $1`, [id]);
    expect(await world.get(ExpiredExports).sweep()).toBe(1);
    expect(await world.get<Storage>(STORAGE).size(`exports/${id}.csv`)).toBeNull();
    await browser.get(task);
    expect(browser.status).toBe(200);
    expect((await browser.inject({ method: 'GET', url: `${task}/file` })).statusCode).toBe(404);
  });

  test('each export is in the audit, without a name', async () => {
    const browser = await someone('unit-manager', units.tan);
    await exported(browser, { state: 'learning' });
    const [entry] = await world.db.query('SELECT * FROM audit_entry WHERE actor_id = $1', [browser.id]);
    expect(entry).toMatchObject({
      action: 'reporting.export-class',
      subject_id: classId,
      detail: { format: 'csv', state: 'learning', unit: null },
    });
  });

  test('an unknown format, list or field is refused', async () => {
    const browser = await someone('unit-manager', units.tan);
    for (const values of [
      { format: 'exe' } as Record<string, string>,
      { state: 'all' },
      { from: '31/31/2026' },
    ]) {
      await exported(browser, { ...values });
      expect(browser.status).toBe(422);
    }
  });
});
