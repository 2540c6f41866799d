import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { IssueCertificates } from '../issuing/issue-certificates.job.js';
import { Revocations } from '../revocation/revocations.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

describe('one’s own certificates', () => {
  let world: CertificateWorld;
  beforeAll(async () => {
    world = await CertificateWorld.open();
  }, 120_000);
  afterAll(() => world?.close());

  const idOf = async (enrolmentId: string): Promise<{ id: string; register_id: string; pdf_key: string }> =>
    (await world.db.query('SELECT * FROM certificate WHERE enrolment_id = $1', [enrolmentId]))[0];

  test('from completion to the file: being issued, being made, there', async () => {
    const { id, accountId } = await world.rows.enrolment();
    const learner = world.signedIn(accountId);
    await learner.get('/certificates');
    expect(learner.text('#wallet')).toContain('Đang cấp');
    expect(learner.page.querySelector('#wallet')?.getAttribute('hx-get')).toBe('/certificates');
    await world.get(IssueCertificates).run({ ids: [id] });
    await learner.get('/certificates');
    expect(learner.text('#wallet')).toContain('Đang tạo tệp PDF');
    const certificate = await idOf(id);
    expect(
      (await learner.inject({ method: 'GET', url: `/certificates/${certificate.id}/file` })).statusCode,
    ).toBe(404);
    await world.makeFiles([certificate.id]);
    await learner.get('/certificates');
    expect(learner.page.querySelector('#wallet')?.getAttribute('hx-get')).toBeUndefined();
    expect(learner.text('#wallet')).toContain('Bản thử, chưa có giá trị pháp lý');
    const href = learner.page.querySelector('#wallet a.btn-primary')?.getAttribute('href');
    const file = await learner.inject({ method: 'GET', url: href as string });
    expect(file.headers['content-type']).toBe('application/pdf');
    expect(file.headers['content-disposition']).toMatch(
      /attachment; filename="giay-chung-nhan-HP\d\d-\d{7}\.pdf"/,
    );
    const storage = world.app.get<Storage>(STORAGE, { strict: false });
    const { pdf_key } = await idOf(id);
    expect(Buffer.compare(file.rawPayload, await storage.read(pdf_key))).toBe(0);
  });

  test('another’s file is like one that does not exist; without sign-in there is none', async () => {
    const { id } = await world.rows.enrolment();
    await world.get(IssueCertificates).run({ ids: [id] });
    const certificate = await idOf(id);
    await world.makeFiles([certificate.id]);
    const stranger = world.signedIn(await world.rows.person());
    const answer = async (target: string) => {
      await stranger.get(`/certificates/${target}/file`);
      return [stranger.status, stranger.text('h1')];
    };
    expect(await answer(certificate.id)).toEqual(await answer(newId()));
    expect(await answer(certificate.id)).toEqual(await answer('../../etc/passwd'.replaceAll('/', '%2F')));
    expect(stranger.status).toBe(404);
    const visitor = await world
      .visitor()
      .inject({ method: 'GET', url: `/certificates/${certificate.id}/file` });
    expect([visitor.statusCode, String(visitor.headers['location'])]).toEqual([
      303,
      expect.stringContaining('/sign-in'),
    ]);
  });

  test('what holds a certificate up is said in plain words; nobody else’s is shown', async () => {
    const { id, accountId } = await world.rows.enrolment({ name: 'Nguyễn 你 An' });
    await world.get(IssueCertificates).run({ ids: [id] });
    const learner = world.signedIn(accountId);
    await learner.get('/certificates');
    expect(learner.text('#wallet')).toContain(
      'Ký tự “你” (U+4F60) không in được trên giấy chứng nhận (Họ và tên).',
    );
    expect(learner.page.querySelectorAll('#wallet article')).toHaveLength(0);
    const nobody = world.signedIn(await world.rows.person());
    await nobody.get('/certificates');
    expect(nobody.text('#wallet')).toContain('Anh/chị chưa có giấy chứng nhận nào');
  });

  test('a revoked one stays in the list with its reason, without its file, and is not issued again', async () => {
    const { id, accountId } = await world.rows.enrolment();
    await world.get(IssueCertificates).run({ ids: [id] });
    const certificate = await idOf(id);
    await world.makeFiles([certificate.id]);
    await world.get(Revocations).revoke({
      certificateId: certificate.id,
      registerId: certificate.register_id,
      reason: 'Cấp nhầm lớp',
      actorId: accountId,
    });
    await world.get(IssueCertificates).run({ ids: [id] });
    const learner = world.signedIn(accountId);
    await learner.get('/certificates');
    expect(learner.page.querySelectorAll('#wallet article')).toHaveLength(1);
    expect(learner.text('#wallet article')).toContain('Lý do: Cấp nhầm lớp');
    expect(learner.page.querySelector('#wallet a.btn-primary')).toBeNull();
    expect(
      (await learner.inject({ method: 'GET', url: `/certificates/${certificate.id}/file` })).statusCode,
    ).toBe(404);
  });
});
