import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TODAY } from '#platform/clock';
import { newId } from '#platform/ids';
import { LearningWorld } from '../testing/learning-world.js';

let world: LearningWorld;
let admin: string;
let two: string;
let three: string;
let programmeId: string;

beforeAll(async () => {
  world = await LearningWorld.open();
  const { fixture } = world;
  [two, three] = [await fixture.commune('T1-02', 'Xã Thử Hai'), await fixture.commune('T1-03', 'Xã Thử Ba')];
  admin = await fixture.official('programme-admin');
  programmeId = newId();
  await world.db.query(
    `INSERT INTO programme (id, code, title, year, owner_unit_id) VALUES ($1, 'T1-CT', 'Chương trình', 2026, $2)`,
    [programmeId, fixture.unitId],
  );
  await world.db.query(
    `INSERT INTO unit (id, code, kind, name, path, valid_from) VALUES ($1, 'T9', 'province', 'Tỉnh Khác', 'vn.T9', '2025-07-01')`,
    [newId()],
  );
});
afterAll(() => world?.close());

const saved = async () =>
  Object.fromEntries(
    (
      await world.db.query('SELECT unit_id, people FROM unit_target WHERE programme_id = $1', [programmeId])
    ).map((row: { unit_id: string; people: number }) => [row.unit_id, row.people]),
  );
const paste = async (lines: string, by = admin) => {
  const browser = world.as(by);
  await browser.get(`/programmes/${programmeId}/targets`);
  await browser.post(`/programmes/${programmeId}/targets`, { lines });
  return browser;
};

test('pasted lines become the targets, come back for editing, and are replaced as a whole', async () => {
  expect((await paste('T1-02\tXã Thử Hai\t1.200\r\nxa thu ba; 40')).status).toBe(200);
  expect(await saved()).toEqual({ [two]: 1200, [three]: 40 });
  const browser = world.as(admin);
  await browser.get(`/programmes/${programmeId}/targets`);
  const lines = browser.page.querySelector('#lines')?.text.trim() ?? '';
  expect(lines).toBe('T1-02\tXã Thử Hai\t1200\nT1-03\tXã Thử Ba\t40');
  await paste(lines.replace('1200', '900').split('\n')[0]!);
  expect(await saved()).toEqual({ [two]: 900 });
  const entries = await world.db.query(
    `SELECT detail FROM audit_entry WHERE action = 'enrolment.set-targets' AND subject_id = $1 ORDER BY id`,
    [programmeId],
  );
  expect(entries).toEqual([{ detail: { code: 'T1-CT', count: 2 } }, { detail: { code: 'T1-CT', count: 1 } }]);
});

test('bad lines are told by their number, with nothing saved and nothing lost', async () => {
  await paste('T1-02 5');
  for (const [lines, words] of [
    ['T1-03 7\nXã Không Có 3', 'Dòng 2: không có đơn vị này'],
    ['Tỉnh Khác 3', 'Dòng 1: không có đơn vị này'],
    ['T1-03 0', 'Dòng 1: cần tên hoặc mã đơn vị'],
    ['T1-03 7\n\nxa thu ba 8', 'Dòng 3: đơn vị đã có'],
  ] as const) {
    const browser = await paste(lines);
    expect([lines, browser.status, browser.text('.error-summary li')]).toEqual([
      lines,
      422,
      expect.stringContaining(words),
    ]);
    expect(browser.page.querySelector('#lines')?.text).toContain(lines.split('\n')[0]);
  }
  expect(await saved()).toEqual({ [two]: 5 });
});

test('only those who run the programme, and not once it is closed', async () => {
  const below = await world.fixture.official('programme-admin', two);
  expect((await paste('T1-02 9', below)).status).toBe(404);
  await world.db.query(`UPDATE programme SET closed_on = ${TODAY} WHERE id = $1`, [programmeId]);
  expect((await paste('T1-02 9')).status).toBe(409);
  expect(await saved()).toEqual({ [two]: 5 });
});
