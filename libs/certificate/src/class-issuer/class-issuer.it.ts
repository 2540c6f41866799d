import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localYear } from '#platform/clock';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { IssueForgotten } from '../issuing/issue-certificates.job.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

let world: CertificateWorld;
let communeIssuer: string;

beforeAll(async () => {
  world = await CertificateWorld.open();
  const issuer = async (code: string, unitId: string) => {
    const id = newId();
    await world.db.query(
      `INSERT INTO issuer (id, code, owner_unit_id, name, place, signatory_title, signatory_name, serial_pattern,
                           entry_pattern, authorised, legal_basis, prints_score)
       VALUES ($1, $2, $3, 'Trung tâm ' || $2, 'Hải Phòng', E'KT. Giám đốc\\nPhó Giám đốc', 'Lê Văn Ký', $2 || '{yy} {seq:4}',
               '{seq}/{yyyy}/' || $2, true, 'Quyết định 12/QĐ-UBND', false)`,
      [id, code, unitId],
    );
    return id;
  };
  communeIssuer = await issuer('HB', world.rows.units.commune);
  await issuer('DN', world.rows.units.other);
}, 120_000);
afterAll(() => world?.close());

const page = (classId: string) => `/classes/${classId}/certificates`;
const as = async (role: Role, unitPath: string) =>
  world.signedIn(await world.rows.person(), [role], unitPath);
const chosen = async (classId: string) =>
  (await world.db.query('SELECT issuer_id FROM class_issuer WHERE class_id = $1', [classId]))[0]?.issuer_id;

test('says who signs by the unit, with the next number; a choice takes its place and is on the next paper', async () => {
  const classId = await world.rows.trainingClass(world.rows.units.province);
  const registrar = await as('registrar', 'vn.31');
  await registrar.get(page(classId));
  const year = localYear(new Date());
  expect(registrar.text('section[aria-labelledby=current]')).toContain('Theo đơn vị chủ trì chương trình');
  expect(registrar.text('section[aria-labelledby=current]')).toContain(`HP${year % 100} 0000001`);
  const offered = registrar.page
    .querySelectorAll('input[name=issuerId]')
    .map((each) => each.getAttribute('value'));
  expect(offered.sort()).toEqual(['', communeIssuer, world.rows.issuerId].sort());

  await registrar.post(page(classId), { issuerId: communeIssuer });
  expect(registrar.text('section[aria-labelledby=current]')).toContain('Được chọn riêng cho lớp này');
  for (const words of [
    'Chứng chỉ',
    'Quyết định 12/QĐ-UBND',
    'Lê Văn Ký',
    'KT. Giám đốc, Phó Giám đốc',
    'Không in',
  ])
    expect(registrar.text('section[aria-labelledby=current]')).toContain(words);
  const { id } = await world.rows.enrolment({ classId });
  await world.get(Issuing).issue([id]);
  const [paper] = await world.db.query('SELECT serial FROM certificate WHERE enrolment_id = $1', [id]);
  expect(paper.serial).toBe(`HB${year % 100} 0001`);
  await registrar.get(page(classId));
  expect(registrar.text('section[aria-labelledby=current]')).toContain(`HB${year % 100} 0002`);

  await registrar.post(page(classId), { issuerId: '' });
  expect(await chosen(classId)).toBeUndefined();
  const trail = await world.db.query(
    'SELECT action, detail FROM audit_entry WHERE subject_id = $1 ORDER BY id',
    [classId],
  );
  expect(trail).toEqual([
    { action: 'certificate.choose-issuer', detail: { class: classId, issuer: 'HB' } },
    { action: 'certificate.choose-issuer', detail: { class: classId, issuer: null } },
  ]);
});

test('says what blocks issuing, and a choice lets those who wait be tried again with the next sweep', async () => {
  const classId = await world.rows.trainingClass(world.rows.units.other);
  await world.db.query(`DELETE FROM issuer WHERE code = 'DN'`);
  const { id } = await world.rows.enrolment({ classId, name: 'Nguyễn Thị Chờ' });
  await world.get(Issuing).issue([id]);
  const admin = await as('system-admin', 'vn');
  await admin.get(page(classId));
  expect(admin.text('section[aria-labelledby=current]')).toContain('Chưa có đơn vị cấp nào ký cho lớp này');
  expect(admin.text('section[aria-labelledby=held-up]')).toContain('Nguyễn Thị Chờ');
  expect(admin.text('section[aria-labelledby=held-up]')).toContain(
    'Chưa có đơn vị cấp nào ký giấy chứng nhận',
  );
  const sweep = world.get(IssueForgotten);
  await sweep.sweep();
  const issued = () => world.db.query('SELECT serial FROM certificate WHERE enrolment_id = $1', [id]);
  expect(await issued()).toEqual([]);
  await admin.post(page(classId), { issuerId: world.rows.issuerId });
  await sweep.sweep();
  expect(await issued()).toEqual([{ serial: expect.stringMatching(/^HP\d\d \d{7}$/) }]);
  await admin.get(page(classId));
  expect(admin.text('section[aria-labelledby=held-up]')).toContain('Không ai bị vướng');
});

test('bad input: no issuer, one of another province, a made-up one; nothing is chosen', async () => {
  const classId = await world.rows.trainingClass(world.rows.units.province);
  const stranger = newId();
  await world.db.query(
    `INSERT INTO issuer (id, code, owner_unit_id, name, place, signatory_title, signatory_name, serial_pattern, entry_pattern)
     VALUES ($1, 'NN', $2, 'Nơi khác', 'Đồng Nai', 'Giám đốc', 'Ai Đó', 'NN{seq}', '{seq}/NN')`,
    [stranger, world.rows.units.other],
  );
  const admin = await as('programme-admin', 'vn.31');
  for (const values of [{}, { issuerId: stranger }, { issuerId: 'x' }, { issuerId: newId() }] as Record<
    string,
    string
  >[]) {
    await admin.get(page(classId));
    await admin.post(page(classId), values);
    expect([values, admin.status, admin.text('.error-summary li')]).toEqual([
      values,
      422,
      expect.stringContaining('không ký được cho lớp'),
    ]);
  }
  expect(await chosen(classId)).toBeUndefined();
});

test('only those in charge of the programme: an auditor reads, a unit below and another province find nothing', async () => {
  const classId = await world.rows.trainingClass(world.rows.units.province);
  const auditor = await as('auditor', 'vn.31');
  await auditor.get(page(classId));
  expect([auditor.status, auditor.page.querySelector('main form')]).toEqual([200, null]);
  for (const [role, path] of [
    ['registrar', 'vn.31.11311'],
    ['programme-admin', 'vn.31.11311'],
    ['registrar', 'vn.75'],
  ] as [Role, string][]) {
    const browser = await as(role, path);
    await browser.get(page(classId));
    expect([role, path, browser.status]).toEqual([role, path, 404]);
    await browser.get('/verify');
    await browser.post(page(classId), { issuerId: communeIssuer });
    expect([role, path, browser.status]).toEqual([role, path, 404]);
  }
  const manager = await as('unit-manager', 'vn.31');
  await manager.get(page(classId));
  expect(manager.status).toBe(403);
  expect(await chosen(classId)).toBeUndefined();
});
