import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localDay } from '#platform/clock';
import { Badges } from '../badge/badges.service.js';
import { IssueForgotten } from '../issuing/issue-certificates.job.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { Verifications } from '../verification/verifications.service.js';

const NAME = 'Trần Minh Khôi';

describe('pupils under 16 and their guardians', () => {
  let world: CertificateWorld;
  let base: string;
  beforeAll(async () => {
    world = await CertificateWorld.open();
    base = `/classes/${world.rows.classId}/guardians`;
  }, 120_000);
  afterAll(() => world?.close());

  /** Born sixteen years before today, and some days more or less. */
  const born = (days: number): string => {
    const day = localDay(new Date(Date.now() + days * 86_400_000));
    return `${Number(day.slice(0, 4)) - 16}${day.slice(4)}`;
  };
  const pupil = (name = NAME) => world.rows.enrolment({ name, birthDate: born(40) });
  const issued = async (enrolmentId: string) =>
    (
      await world.db.query('SELECT id, code, serial, facts FROM certificate WHERE enrolment_id = $1', [
        enrolmentId,
      ])
    )[0];
  const verified = async (code: string) => world.get(Verifications).byCode(code);
  const manager = async () => world.signedIn(await world.rows.person(), ['unit-manager']);

  test('no certificate before a guardian agrees; from paper, with who, when and which text; the sweep issues it then', async () => {
    const { id, accountId } = await pupil();
    expect(await world.get(Issuing).issue([id])).toEqual({ issued: 0, refused: 1 });
    const wallet = world.signedIn(accountId);
    await wallet.get('/certificates');
    expect(wallet.text('#wallet')).toContain('người giám hộ chưa đồng ý');

    const browser = await manager();
    await browser.get(base);
    const href = browser.page
      .querySelectorAll('tbody a')
      .find((a) => a.textContent === NAME)
      ?.getAttribute('href');
    await browser.get(href as string);
    expect(
      browser.page.querySelectorAll('input[type=checkbox]').map((box) => box.getAttribute('checked')),
    ).toEqual([undefined, undefined]);
    await browser.post(href as string, { guardianName: '', relation: '' });
    expect(browser.status).toBe(422);
    expect(browser.text('main')).toContain('Nhập họ và tên người giám hộ');
    await browser.post(href as string, { guardianName: 'Lê Thị Hạnh', relation: 'mother' });
    expect(browser.text('main')).toContain('Chưa đánh dấu mục nào');
    await browser.post(href as string, { guardianName: 'Lê Thị Hạnh', relation: 'mother', issue: 'on' });
    const [consent] = await world.db.query('SELECT * FROM guardian_consent WHERE account_id = $1', [
      accountId,
    ]);
    expect(consent).toMatchObject({
      purpose: 'issue',
      guardian_name: 'Lê Thị Hạnh',
      channel: 'paper',
      wording: 'v1',
    });
    expect(consent.recorded_by).not.toBeNull();
    expect(await world.get(IssueForgotten).sweep()).toBe(1);

    const { code, facts } = await issued(id);
    expect(facts.holder).toEqual({ name: NAME, birth: { year: Number(born(40).slice(0, 4)) } });
    expect((await verified(code)).name).toBe('T. M. K.');
    const visitor = world.visitor();
    await visitor.get(`/verify/${code}`);
    expect(visitor.text('main')).toContain('T. M. K.');
    expect(visitor.text('main')).not.toContain('Khôi');
  });

  test('on the day of the 16th birthday nobody is asked, the day before a guardian is', async () => {
    const [today, tomorrow] = [
      await world.rows.enrolment({ birthDate: born(0) }),
      await world.rows.enrolment({ birthDate: born(1) }),
    ];
    expect(await world.get(Issuing).issue([today.id])).toEqual({ issued: 1, refused: 0 });
    expect(await world.get(Issuing).issue([tomorrow.id])).toEqual({ issued: 0, refused: 1 });
  });

  test('a pupil without a year of birth counts as under 16, an official without one does not', async () => {
    const unknown = await world.rows.enrolment({ birthDate: null, name: 'Đinh Không Rõ' });
    expect(await world.get(Issuing).issue([unknown.id])).toMatchObject({ issued: 1 });
    const student = await world.rows.enrolment({ birthDate: null, name: 'Lò Văn Sơn' });
    await world.db.query(`UPDATE person SET target_group = 'student' WHERE account_id = $1`, [
      student.accountId,
    ]);
    expect(await world.get(Issuing).issue([student.id])).toMatchObject({ issued: 0, refused: 1 });
    const browser = await manager();
    await browser.get(base);
    expect(browser.text('tbody')).toContain('Lò Văn Sơn');
    expect(browser.text('tbody')).not.toContain('Đinh Không Rõ');
  });

  test('a guardian answers by slip, once; sharing shows name and badge until it is withdrawn by the same slip', async () => {
    const { id, accountId } = await pupil('Vàng A Páo');
    const browser = await manager();
    await browser.get(base);
    await browser.post(`${base}/slips`, { page: '1' });
    const slip = browser.page
      .querySelectorAll('.slip')
      .find((each) => each.textContent.includes('Vàng A Páo'));
    const code = slip?.querySelector('.slip-code')?.textContent as string;
    const stored = await world.db.query('SELECT row_to_json(i)::text AS row FROM guardian_invitation i');
    for (const { row } of stored) expect(row).not.toContain(code.replaceAll('-', ''));

    const guardian = world.visitor();
    await guardian.get('/guardian-consent');
    await guardian.post('/guardian-consent', { code: 'ABCD-EFGH-JKMN' });
    expect([guardian.status, guardian.text('main')]).toEqual([
      422,
      expect.stringContaining('Không có phiếu'),
    ]);
    await guardian.post('/guardian-consent', { code: code.toLowerCase() });
    expect(guardian.text('main')).toContain('Vàng A Páo');
    const secret = guardian.page.querySelector('input[name=secret]')?.getAttribute('value') as string;
    const answer = { secret, guardianName: 'Vàng A Sùng', relation: 'father', issue: 'on', share: 'on' };
    await guardian.post('/guardian-consent/answer', answer);
    expect(guardian.text('main')).toContain('Đã ghi ý kiến');
    await guardian.post('/guardian-consent/answer', answer);
    expect(guardian.status).toBe(422);

    await world.get(Issuing).issue([id]);
    const certificate = await issued(id);
    expect((await verified(certificate.code)).name).toBe('Vàng A Páo');
    await world.get(Badges).make(accountId, certificate.id);
    const badge = async () =>
      (await world.visitor().inject({ method: 'GET', url: `/credentials/${certificate.code}` })).statusCode;
    expect(await badge()).toBe(200);

    await guardian.post('/guardian-consent', { code });
    await guardian.post('/guardian-consent/withdrawal', { secret: code, purpose: 'share' });
    expect(guardian.text('main')).toContain('Đã rút lại');
    expect((await verified(certificate.code)).name).toBe('V. A. P.');
    expect(await badge()).toBe(404);
    await expect(world.get(Badges).make(accountId, certificate.id)).rejects.toMatchObject({
      code: 'certificate.share-consent-missing',
    });
    const actions = await world.db.query(
      'SELECT action, actor_id IS NULL AS guardian FROM audit_entry WHERE subject_id = $1 ORDER BY at, id',
      [accountId],
    );
    expect(actions).toEqual([
      { action: 'certificate.invite-guardian', guardian: false },
      { action: 'certificate.give-consent', guardian: true },
      { action: 'certificate.withdraw-consent', guardian: true },
    ]);
  });

  test('a new slip ends the old one; a slip of another unit’s manager is not made', async () => {
    const { accountId } = await pupil('Hà Thị Mây');
    const browser = await manager();
    const codeOf = async () => {
      await browser.get(base);
      await browser.post(`${base}/slips`, { page: '1' });
      const slip = browser.page
        .querySelectorAll('.slip')
        .find((each) => each.textContent.includes('Hà Thị Mây'));
      return slip?.querySelector('.slip-code')?.textContent as string;
    };
    const [old, young] = [await codeOf(), await codeOf()];
    const guardian = world.visitor();
    await guardian.get('/guardian-consent');
    await guardian.post('/guardian-consent', { code: old });
    expect(guardian.text('main')).toContain('quá hạn');
    await guardian.post('/guardian-consent', { code: young });
    expect(guardian.text('main')).toContain('Hà Thị Mây');
    const stranger = world.signedIn(await world.rows.person(), ['unit-manager'], 'vn.75');
    await stranger.get(`${base}/${accountId}`);
    expect(stranger.status).toBe(404);
  });

  test('a badge of a pupil waits for consent, and the page says so', async () => {
    const { id, accountId } = await pupil('Bùi Gia Hân');
    await world.db.query(
      `INSERT INTO guardian_consent (id, account_id, purpose, guardian_name, relation, channel, wording)
       VALUES (gen_random_uuid(), $1, 'issue', 'Bùi Văn Hải', 'father', 'link', 'v1')`,
      [accountId],
    );
    await world.get(Issuing).issue([id]);
    const { id: certificateId } = await issued(id);
    const learner = world.signedIn(accountId);
    await learner.get(`/certificates/${certificateId}/badge`);
    expect(learner.text('main')).toContain('chưa đủ 16 tuổi');
    expect(learner.page.querySelector('main form')).toBeNull();
  });
});
