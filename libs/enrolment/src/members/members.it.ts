import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LearningWorld } from '../testing/learning-world.js';

let world: LearningWorld;
let admin: string;
let manager: string;
let auditor: string;
let classId: string;
let here: string;
let there: string;

beforeAll(async () => {
  world = await LearningWorld.open();
  const { fixture } = world;
  const [two, three] = [
    await fixture.commune('T1-02', 'Xã Thử Hai'),
    await fixture.commune('T1-03', 'Xã Thử Ba'),
  ];
  admin = await fixture.official('programme-admin', fixture.unitId, 'Lê Thị Hương');
  auditor = await fixture.official('auditor', fixture.unitId, 'Vũ Đức Long');
  manager = await fixture.official('unit-manager', two, 'Trần Văn Hai');
  here = await fixture.person('Hoàng Thị Ánh', 'official', two);
  there = await fixture.person('Đỗ Văn Ánh', 'citizen', three);
  classId = await fixture.trainingClass((await fixture.course(2)).courseId, {
    selfEnrolment: false,
    capacity: 3,
  });
});
afterAll(() => world?.close());

const enrolments = () =>
  world.db.query('SELECT id, account_id, status FROM enrolment WHERE class_id = $1 ORDER BY id', [
    classId,
  ]) as Promise<{ id: string; account_id: string; status: string }[]>;
const add = async (by: string, accountId: string) => {
  const browser = world.as(by);
  await browser.get(`/classes/${classId}/members/new?q=anh`);
  await browser.post(`/classes/${classId}/members`, { accountId });
  return browser;
};
const eventsOf = async (id: string) =>
  (await world.db.query('SELECT type FROM outbox WHERE aggregate_id = $1 ORDER BY id', [id])).map(
    (each: { type: string }) => each.type,
  );

test('somebody is found within one’s units, put in once, and shown', async () => {
  const browser = world.as(manager);
  await browser.get(`/classes/${classId}/members/new?q=anh`);
  expect(browser.page.querySelectorAll('tbody th').map((cell) => cell.text.trim())).toEqual([
    'Hoàng Thị Ánh',
  ]);
  const twice = [await add(manager, here), await add(manager, here)];
  expect(twice.map((each) => each.status)).toEqual([200, 200]);
  expect(twice[0]!.text('tbody')).toContain('Hoàng Thị Ánh');
  const [enrolment, ...others] = await enrolments();
  expect([enrolment!.account_id, others]).toEqual([here, []]);
  expect(await eventsOf(enrolment!.id)).toEqual(['EnrolmentCreated']);
  const entries = await world.db.query('SELECT action, actor_id FROM audit_entry WHERE subject_id = $1', [
    enrolment!.id,
  ]);
  expect(entries).toEqual([{ action: 'enrolment.enrol-person', actor_id: manager }]);
  await browser.get(`/classes/${classId}/members/new?q=hoang+anh`);
  expect(browser.page.querySelector('tbody form')).toBeNull();
});

test('people of other units are neither found, nor added, nor seen, nor taken out', async () => {
  expect((await add(manager, there)).status).toBe(404);
  expect((await add(admin, there)).status).toBe(200);
  const theirs = (await enrolments()).find((each) => each.account_id === there)!;
  const browser = world.as(manager);
  await browser.get(`/classes/${classId}/members`);
  expect(browser.text('tbody')).not.toContain('Đỗ Văn Ánh');
  await browser.get(`/classes/${classId}/members/${theirs.id}/withdrawal`);
  expect(browser.status).toBe(404);
  await browser.get(`/classes/${classId}/members/new?q=x`);
  await browser.post(`/classes/${classId}/members/${theirs.id}/withdrawal`);
  expect([browser.status, (await enrolments()).every((each) => each.status === 'enrolled')]).toEqual([
    404,
    true,
  ]);
  const whole = world.as(admin);
  await whole.get(`/classes/${classId}/members`);
  expect(whole.page.querySelectorAll('tbody tr').length).toBe(2);
  await whole.get(`/classes/${classId}/members?q=do+van&state=enrolled`);
  expect(whole.page.querySelectorAll('tbody tr').length).toBe(1);
  await whole.get(`/classes/${classId}/members?q=do+van&state=started`);
  expect(whole.page.querySelectorAll('tbody tr').length).toBe(0);
});

test('an auditor reads the list and can neither add nor take out', async () => {
  const browser = world.as(auditor);
  await browser.get(`/classes/${classId}/members`);
  expect([browser.status, browser.page.querySelector('a[href$="/members/new"]')]).toEqual([200, null]);
  await browser.get(`/classes/${classId}/members/new`);
  expect(browser.status).toBe(403);
});

test('bad input: nobody, somebody who is not there, another class, a full class', async () => {
  expect((await add(admin, 'x')).status).toBe(404);
  expect((await add(admin, '018f0000-0000-7000-8000-000000000000')).status).toBe(404);
  const other = await world.fixture.trainingClass((await world.fixture.course()).courseId);
  const [first] = await enrolments();
  const browser = world.as(admin);
  await browser.get(`/classes/${other}/members/${first!.id}/withdrawal`);
  expect(browser.status).toBe(404);
  expect((await add(admin, await world.fixture.person('Lý Thị Anh'))).status).toBe(200);
  const late = await add(admin, await world.fixture.person('Mã Văn Anh'));
  expect([late.status, late.text('main')]).toEqual([
    409,
    expect.stringContaining('Lớp có 3 chỗ, hiện còn 0 chỗ'),
  ]);
});

test('somebody is taken out before they begin, and not after', async () => {
  const [first, second] = await enrolments();
  await world.db.query(`UPDATE enrolment SET status = 'started', started_at = now() WHERE id = $1`, [
    second!.id,
  ]);
  const browser = world.as(admin);
  const leave = async (id: string) => {
    await browser.get(`/classes/${classId}/members/${id}/withdrawal`);
    await browser.post(`/classes/${classId}/members/${id}/withdrawal`);
    return browser.status;
  };
  expect(await leave(first!.id)).toBe(200);
  expect(await leave(second!.id)).toBe(409);
  expect((await enrolments()).map((each) => each.status)).toEqual(['withdrawn', 'started', 'enrolled']);
  expect(await eventsOf(first!.id)).toEqual(['EnrolmentCreated', 'EnrolmentWithdrawn']);
  const [entry] = await world.db.query(
    `SELECT detail FROM audit_entry WHERE action = 'enrolment.withdraw-person' AND subject_id = $1`,
    [first!.id],
  );
  expect(Object.keys(entry.detail)).toEqual(['class']);
  expect((await add(admin, here)).status).toBe(200);
});
