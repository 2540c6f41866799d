import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { checkSignature, fileHash, readCertificateFile } from '#certificate';
import { TODAY } from '#platform/clock';
import type { BrowserSession } from '#platform/testing';
import { RecognitionWorld } from '../testing/recognition-world.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
let manager: BrowserSession;
beforeAll(async () => {
  world = await RecognitionWorld.open();
  await world.rule();
  ({ browser: manager } = await world.staff('unit-manager', '11311'));
}, 120_000);
afterAll(() => world?.close());

const apply = async (accountId: string) => {
  const browser = world.as(accountId);
  await browser.get('/my-recognition');
  await browser.post('/my-recognition/groups/citizen/applications', {});
  return browser;
};
const confirm = async (accountId: string) => {
  const [{ id }] = await world.db.query(
    `SELECT id FROM recognition_application WHERE account_id = $1 AND status = 'submitted'`,
    [accountId],
  );
  await manager.get(`/recognitions/applications/${id}`);
  await manager.post(`/recognitions/applications/${id}/confirmation`);
};
const confirmations = (accountId: string) =>
  world.db.query(
    'SELECT id, code, serial, status FROM recognition WHERE account_id = $1 ORDER BY confirmed_at',
    [accountId],
  );
const confirmed = async (name: string) => {
  const { id } = await world.ready(name);
  const browser = await apply(id);
  await confirm(id);
  return { id, browser, first: (await confirmations(id))[0] };
};
const endIn = (id: string, days: number) =>
  world.db.query(`UPDATE recognition SET valid_until = ${TODAY} + $2::int WHERE id = $1`, [id, days]);

test('the file of a confirmation is signed, the same whenever it is asked for, and told on the public page', async () => {
  const { browser, first } = await confirmed('Phạm Thị Hồng Nhung');
  const fetch = async (by: BrowserSession, url: string) => by.inject({ method: 'GET', url });
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => fetch(browser, `/my-recognition/${first.id}/file`)),
  );
  const [file] = answers.map(({ rawPayload }) => rawPayload) as [Buffer];
  for (const { rawPayload } of answers) expect(fileHash(rawPayload)).toBe(fileHash(file));
  const ofUnit = await fetch(manager, `/recognitions/confirmations/${first.id}/file`);
  expect(fileHash(ofUnit.rawPayload)).toBe(fileHash(file));
  expect(checkSignature(file).ok).toBe(true);
  expect(readCertificateFile(file)).toMatchObject({ ok: true, label: { code: first.code, trial: true } });
  expect(file.length).toBeLessThan(60 * 1024);
  const anybody = world.visitor();
  await anybody.get(`/confirmations/${first.code}`);
  expect(anybody.text('main')).toContain(fileHash(file));
  const stranger = world.as(await world.person('Người Khác'));
  expect((await fetch(stranger, `/my-recognition/${first.id}/file`)).statusCode).toBe(404);

  if (spawnSync('pdftotext', ['-v']).error) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'hocvuso-confirmation-'));
  const name = path.join(folder, 'a.pdf');
  writeFileSync(name, file);
  const text = execFileSync('pdftotext', ['-raw', name, '-']).toString().replace(/\s+/g, ' ');
  const signature = execFileSync('pdfsig', ['-nocert', name]).toString();
  rmSync(folder, { recursive: true });
  for (const said of [
    'GIẤY XÁC NHẬN',
    'Phạm Thị Hồng Nhung',
    'Người dân',
    first.serial,
    'Quyết định 12/QĐ-UBND',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Số vào sổ cấp');
  expect(signature).toContain('Total document signed');
});

test('it is renewed once its last day is near: the old one stays readable and names the new one', async () => {
  const { id, browser, first } = await confirmed('Đặng Ngọc Ánh');
  await endIn(first.id, 91);
  await browser.post('/my-recognition/groups/citizen/applications', {});
  expect(browser.status).toBe(409);
  await manager.get('/recognitions/renewals');
  expect(manager.text('main')).not.toContain('Đặng Ngọc Ánh');

  await endIn(first.id, 90);
  await manager.get('/recognitions/renewals');
  expect(manager.text('tbody')).toMatch(/Đặng Ngọc Ánh.*Chưa nộp/s);
  await browser.get('/my-recognition');
  expect(browser.text('main')).toContain('cho thời hạn mới');
  await browser.post('/my-recognition/groups/citizen/applications', {});
  await manager.get('/recognitions/renewals');
  expect(manager.text('tbody')).toMatch(/Đặng Ngọc Ánh.*Đã nộp/s);
  expect((await confirmations(id)).map((each: { status: string }) => each.status)).toEqual(['valid']);

  await confirm(id);
  const [old, next] = await confirmations(id);
  expect([old.status, next.status]).toEqual(['expired', 'valid']);
  await browser.get(`/my-recognition/${old.id}`);
  expect(browser.text()).toContain(old.serial);
  const anybody = world.visitor();
  await anybody.get(`/confirmations/${old.code}`);
  expect(anybody.text('main')).toContain(`xác nhận mới số ${next.serial}`);
  await manager.get('/recognitions/renewals');
  expect(manager.text('main')).not.toContain('Đặng Ngọc Ánh');
  const [standing] = await world.db.query('SELECT state FROM recognition_standing WHERE account_id = $1', [
    id,
  ]);
  expect(standing.state).toBe('confirmed');
});

test('a refused renewal takes nothing away; another unit sees nobody of this one', async () => {
  const { id, first } = await confirmed('Lý Thị Mơ');
  await endIn(first.id, 5);
  await apply(id);
  const [{ id: application }] = await world.db.query(
    `SELECT id FROM recognition_application WHERE account_id = $1 AND status = 'submitted'`,
    [id],
  );
  await manager.get(`/recognitions/applications/${application}`);
  await manager.post(`/recognitions/applications/${application}/refusal`, {
    reason: 'Cần học lại phần an toàn',
  });
  expect((await confirmations(id)).map((each: { status: string }) => each.status)).toEqual(['valid']);
  const { browser: neighbour } = await world.staff('unit-manager', '11329');
  await neighbour.get('/recognitions/renewals');
  expect(neighbour.text('main')).toContain('Không có xác nhận nào');
});
