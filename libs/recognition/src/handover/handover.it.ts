import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { People } from '#identity';
import { inTransaction } from '#platform/database';
import { STORAGE, type Storage } from '#platform/storage';
import { TaskRepository } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { Applications } from '../application/applications.js';
import { Sharing } from '../application/sharing.js';
import { Decisions } from '../decision/decisions.js';
import { RecognitionWorld } from '../testing/recognition-world.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
let admin: BrowserSession;
let managerId: string;
beforeAll(async () => {
  world = await RecognitionWorld.open();
  await world.rule();
  managerId = (await world.staff('unit-manager', '31')).id;
  admin = (await world.staff('programme-admin', '31', 'Bùi Thị Lan Anh')).browser;
}, 120_000);
afterAll(() => world?.close());

const HERE = '/recognitions/handovers';
const PURPOSE = 'Công văn 9/CAT-QLHC về kết quả phổ cập';

async function confirmed(name: string, citizenId: string | null, share = true, unit = '11311') {
  const { id } = await world.ready(name, unit);
  if (citizenId) await inTransaction(world.db, (tx) => world.get(People).update(tx, id, { citizenId }, null));
  const input = { exemptionId: null, exemptionReason: null, share };
  const application = await world.get(Applications).submit(id, 'citizen', input, id);
  await world.get(Decisions).confirm(application, ['vn.31'], managerId, { judged: false });
  const [row] = await world.db.query('SELECT serial FROM recognition WHERE application_id = $1', [
    application,
  ]);
  return { id, application, serial: row.serial as string };
}
const say = (accountId: string, agreed: boolean) =>
  inTransaction(world.db, (tx) => world.get(Sharing).tell(tx, accountId, agreed, accountId));
async function list(more: Record<string, string> = {}) {
  await admin.get(HERE);
  await admin.post(HERE, { unit: '31', format: 'csv', content: 'changes', purpose: PURPOSE, ...more });
  const taskId = admin.url.split('/').at(-1) as string;
  await world.job('platform.run-task', { taskId });
  const task = await world.get(TaskRepository).find(taskId);
  const text = (await world.get<Storage>(STORAGE).read(task?.result?.file?.key as string)).toString();
  return { text, href: task?.result?.href as string, counts: task?.result?.counts };
}
const rowsOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });

test('a list tells only what it has to, of whoever agreed, once; it says who made it and what for', async () => {
  const nhung = await confirmed('Phạm Thị Hồng Nhung', '031188001234');
  const anh = await confirmed('Đặng Ngọc Ánh', '031190005678', true, '11329');
  await confirmed('Không Đồng Ý', '031190009999', false);
  await confirmed('Không Có Số', null);
  await confirmed('Số Chín Chữ', '031190009');
  await admin.get(HERE);
  await admin.post(HERE, { unit: '31', format: 'csv', content: 'changes', purpose: 'vì' });
  expect([admin.status, admin.page.querySelector('a[href="#purpose"]') !== null]).toEqual([422, true]);
  const { text, href, counts } = await list();
  expect(counts).toEqual({ rows: 2, withoutNumber: 2 });
  expect(rowsOf(text).sort((a, b) => (a['serial']! < b['serial']! ? -1 : 1))).toEqual(
    [
      [nhung.serial, '031188001234', '11311'],
      [anh.serial, '031190005678', '11329'],
    ]
      .sort()
      .map(([serial, citizen_number, unit_code]) => ({
        ...{ citizen_number, serial, unit_code, group: 'citizen', state: 'valid' },
        ...{
          confirmed_on: expect.stringMatching(/^20\d\d-/),
          valid_until: expect.stringMatching(/^20\d\d-/),
        },
      })),
  );
  for (const kept of [/Nhung/, /Ánh/, /031190009999/, /\b1987\b/]) expect(text).not.toMatch(kept);
  await admin.get(href);
  expect(admin.text('main')).toContain('Bùi Thị Lan Anh lập lúc');
  expect(admin.text('main')).toContain(PURPOSE);
  const [audit] = await world.db.query(
    `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'recognition.make-list'`,
  );
  expect(audit.n).toBe(1);
  const [task] = await world.db.query(
    `SELECT params::text AS params FROM task WHERE kind = 'recognition.make-list'`,
  );
  expect(Object.keys(JSON.parse(task.params))).toEqual(['handoverId']);
  // Nothing has changed since.
  expect(rowsOf((await list()).text)).toEqual([]);
  const whole = JSON.parse((await list({ content: 'all', format: 'json' })).text);
  expect([whole.format, whole.purpose, whole.rows.length]).toEqual([
    'hocvuso-recognition-list/1',
    PURPOSE,
    2,
  ]);

  const other = (await world.staff('programme-admin', '11329')).browser;
  await other.get(href);
  expect(other.status).toBe(404);
  await other.get(HERE);
  await other.post(HERE, { unit: '31', format: 'csv', content: 'all', purpose: PURPOSE });
  expect(other.status).toBe(422);

  // The answer: one row refused comes again; one whose holder took agreement back is told once, without the number.
  await admin.get(href);
  const answer = (content: string) =>
    admin.upload(`${href}/answer`, {}, { field: 'file', name: 'a.csv', content: Buffer.from(content) });
  await answer(`serial,answer\n${nhung.serial},maybe\n`);
  expect([admin.status, admin.text('.error-text')]).toEqual([422, expect.stringContaining('Dòng 2')]);
  await answer(
    `\uFEFFserial,answer,reason\r\n${nhung.serial},refused,Sai số định danh\r\n${anh.serial},accepted,\r\nkhông-có,accepted,\r\n`,
  );
  const taskId = admin.url.split('/').at(-1) as string;
  await world.job('platform.run-task', { taskId });
  expect((await world.get(TaskRepository).find(taskId))?.result?.counts).toEqual({ rows: 2, unknown: 1 });
  await admin.get(href);
  expect(admin.text('main')).toContain('1 dòng được nhận, 1 dòng bị trả lại');
  expect(admin.text('main')).toContain('Sai số định danh');
});

test('agreement taken back is told once, without the number; then never again', async () => {
  const person = await confirmed('Trần Văn Năm', '031190001111');
  await list();
  await say(person.id, false);
  const told = rowsOf((await list()).text).filter(({ serial }) => serial === person.serial);
  expect(told).toEqual([expect.objectContaining({ citizen_number: '', state: 'withdrawn' })]);
  for (const content of ['changes', 'all'])
    expect((await list({ content })).text).not.toContain(person.serial);
  await say(person.id, true);
  expect((await list()).text).toContain('031190001111');
});

test('what an invented rule confirmed is never told', async () => {
  await world.db.query(`ALTER TABLE recognition_rule DISABLE TRIGGER recognition_rule_guard`);
  await world.db.query('UPDATE recognition_rule SET demonstration = true');
  expect(rowsOf((await list({ content: 'all' })).text)).toEqual([]);
});
