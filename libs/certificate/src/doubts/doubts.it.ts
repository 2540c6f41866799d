import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

let world: CertificateWorld;
let registrarId: string;
beforeAll(async () => {
  world = await CertificateWorld.open();
  registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
}, 120_000);
afterAll(() => world?.close());

const registrar = (unitPath = 'vn.31') => world.signedIn(registrarId, ['registrar'], unitPath);
const issued = async (name: string) => {
  const { id } = await world.rows.enrolment({ name });
  await world.get(Issuing).issue([id]);
  const [row] = await world.db.query(
    'SELECT id, register_id AS book FROM certificate WHERE enrolment_id = $1',
    [id],
  );
  return { enrolmentId: id as string, certificateId: row.id as string, book: row.book as string };
};
/** As a regrade leaves it. */
const lose = (enrolmentId: string, number = 1) =>
  world.db.query(
    `INSERT INTO completion_loss (enrolment_id, number, completed_at, lost_at) VALUES ($1, $2, now(), now())`,
    [enrolmentId, number],
  );
const regain = (enrolmentId: string) =>
  world.db.query('UPDATE completion_loss SET regained_at = now() WHERE enrolment_id = $1', [enrolmentId]);

test('a certificate whose pass was taken back stays valid and waits for its registrar: kept or revoked, with a reason', async () => {
  const kept = await issued('Đặng Ngọc Ánh');
  const revoked = await issued('Phạm Thị Hồng Nhung');
  await issued('Nguyễn Văn An');
  const browser = registrar();
  await browser.get('/registers/doubts');
  expect(browser.text('main')).toContain('Không có giấy nào');
  await lose(kept.enrolmentId);
  await lose(revoked.enrolmentId);
  await browser.get('/registers');
  expect(browser.text('main')).toContain('2 giấy cần xem lại');
  await browser.get('/registers/doubts');
  expect(browser.page.querySelectorAll('li.card')).toHaveLength(2);

  const keep = `/registers/doubts/${kept.certificateId}/retention`;
  await browser.post(keep, { reason: 'vì' });
  expect([browser.status, browser.text('.error-text')]).toEqual([422, expect.stringContaining('lý do')]);
  const stranger = registrar('vn.75');
  await stranger.get('/registers/doubts');
  expect(stranger.page.querySelectorAll('li.card')).toHaveLength(0);
  await stranger.post(keep, { reason: 'Không phải việc của tôi' });
  expect(stranger.status).toBe(404);
  await browser.get('/registers/doubts');
  await browser.post(keep, { reason: 'Học viên đã học đủ, lỗi của đề' });
  expect(browser.text('main')).not.toContain('Đặng Ngọc Ánh');

  const revocation = `/registers/${revoked.book}/certificates/${revoked.certificateId}/revocation`;
  await browser.get(revocation);
  await browser.post(revocation, { reason: 'Không còn đạt sau khi chấm lại', levels: 'withdraw' });
  const states = await world.db.query(
    `SELECT c.status, r.enrolment_id IS NOT NULL AS withdrawn, o.type FROM certificate c
       LEFT JOIN evidence_revocation r ON r.certificate_id = c.id
       LEFT JOIN outbox o ON o.type = 'EvidenceRevoked' AND o.aggregate_id = c.id
      WHERE c.id = ANY ($1::uuid[]) ORDER BY c.status`,
    [[kept.certificateId, revoked.certificateId]],
  );
  expect(states).toEqual([
    { status: 'revoked', withdrawn: true, type: 'EvidenceRevoked' },
    { status: 'valid', withdrawn: false, type: null },
  ]);
  await browser.get('/registers/doubts');
  expect(browser.text('main')).toContain('Không có giấy nào');
});

test('a loss that was undone asks nothing; a new one asks again', async () => {
  const { enrolmentId, certificateId } = await issued('H’Hen Niê');
  const browser = registrar();
  const asked = async () => {
    await browser.get('/registers/doubts');
    return browser.page.querySelectorAll('li.card').length;
  };
  await lose(enrolmentId);
  expect(await asked()).toBe(1);
  await browser.post(`/registers/doubts/${certificateId}/retention`, { reason: 'Giữ giấy này lại' });
  expect(await asked()).toBe(0);
  await regain(enrolmentId);
  expect(await asked()).toBe(0);
  await lose(enrolmentId, 2);
  expect(await asked()).toBe(1);
});
