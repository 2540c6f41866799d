import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { makeIssuer } from '../testing/make-issuer.js';

describe('registers', () => {
  let world: CertificateWorld;
  let registrarId: string;
  const certificates: {
    id: string;
    register_id: string;
    enrolment_id: string;
    serial: string;
    code: string;
  }[] = [];
  beforeAll(async () => {
    world = await CertificateWorld.open();
    registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
    for (const name of ['Phạm Thị Hồng Nhung', 'Đặng Ngọc Ánh', 'H’Hen Niê', 'Nguyễn Văn An']) {
      const { id } = await world.rows.enrolment({ name });
      await world.get(Issuing).issue([id]);
      certificates.push(...(await world.db.query('SELECT * FROM certificate WHERE enrolment_id = $1', [id])));
    }
    await world.makeFiles(certificates.map((each) => each.id));
  }, 120_000);
  afterAll(() => world?.close());

  const registrar = (unitPath = 'vn.31') => world.signedIn(registrarId, ['registrar'], unitPath);
  const book = () => certificates[0]!.register_id;

  test('are listed with their counts, what is held up, and how far the log is whole', async () => {
    const { id } = await world.rows.enrolment({ name: 'Nguyễn 你 An' });
    await world.get(Issuing).issue([id]);
    const browser = registrar();
    await browser.get('/registers');
    expect(browser.text('main')).toContain('Chuỗi nguyên vẹn đến số 4');
    expect(browser.page.querySelectorAll('tbody')[0]?.querySelectorAll('tr')).toHaveLength(1);
    expect(browser.text('[aria-labelledby=held-up]')).toContain('không in được');
    expect(browser.text('main')).not.toMatch(/\b1987\b/);
  });

  test('of other units are not there, whatever the address', async () => {
    const stranger = registrar('vn.75');
    await stranger.get('/registers');
    expect(stranger.page.querySelectorAll('tbody tr')).toHaveLength(0);
    const [first] = certificates;
    const entry = `/registers/${book()}/certificates/${first!.id}`;
    for (const url of [
      `/registers/${book()}`,
      `/registers/${book()}/book`,
      entry,
      `${entry}/file`,
      `${entry}/revocation`,
    ]) {
      await stranger.get(url);
      expect([url, stranger.status]).toEqual([url, 404]);
    }
    await stranger.get('/registers');
    await stranger.post(`${entry}/revocation`, { reason: 'Không phải việc của tôi' });
    expect([403, 404]).toContain(stranger.status);
    expect(await statusOf(first!.id)).toBe('valid');
  });

  test('are searched without diacritics and by number, and printed as a book', async () => {
    const browser = registrar();
    const found = async (q: string) => {
      await browser.get(`/registers/${book()}?q=${encodeURIComponent(q)}`);
      return browser.page.querySelectorAll('tbody th').map((each) => each.querySelector('a')?.text);
    };
    expect(await found('anh dang')).toEqual(['Đặng Ngọc Ánh']);
    expect(await found('nhung hong')).toEqual(['Phạm Thị Hồng Nhung']);
    expect(await found(certificates[2]!.serial.toLowerCase().replace(' ', ''))).toEqual(['H’Hen Niê']);
    expect(await found('%')).toEqual([]);
    expect(await found('')).toHaveLength(4);
    await browser.get(`/registers/${book()}/book`);
    expect(browser.page.querySelectorAll('tbody tr')).toHaveLength(4);
    expect(browser.text('tbody tr')).toContain('14/08/1987');
    const file = await browser.inject({
      method: 'GET',
      url: `/registers/${book()}/certificates/${certificates[1]!.id}/file`,
    });
    expect(file.headers['content-type']).toBe('application/pdf');
  });

  test('a certificate of another register is not found in this one', async () => {
    const other = await world.rows.trainingClass(world.rows.units.other);
    const issuerId = await makeIssuer(world.db, {
      ...{ ownerUnitId: world.rows.units.other, code: 'DN', name: 'Trung tâm Đồng Nai', place: 'Đồng Nai' },
      serialPattern: 'DN{yy} {seq:7}',
    });
    const { id } = await world.rows.enrolment({ classId: other });
    await world.get(Issuing).issue([id]);
    const [foreign] = await world.db.query(
      `SELECT k.id, r.issuer_id AS issuer, k.number FROM certificate k JOIN register r ON r.id = k.register_id
       WHERE k.enrolment_id = $1`,
      [id],
    );
    expect([foreign.issuer, foreign.number]).toEqual([issuerId, 1]);
    const browser = registrar();
    await browser.get(`/registers/${book()}/certificates/${foreign.id}`);
    expect(browser.status).toBe(404);
    await browser.get('/registers');
    await browser.post(`/registers/${book()}/certificates/${foreign.id}/revocation`, {
      reason: 'Thử chéo sổ',
    });
    expect(await statusOf(foreign.id)).toBe('valid');
  });

  test('a registrar revokes with a reason: once, recorded, told of, chained; the enrolment stays', async () => {
    const { id, enrolment_id, code } = certificates[3]!;
    const browser = registrar();
    const here = `/registers/${book()}/certificates/${id}`;
    await browser.get(`${here}/revocation`);
    await browser.post(`${here}/revocation`, { reason: ' x ' });
    expect(browser.status).toBe(422);
    expect(browser.text('#reason-error')).toContain('ít nhất 5 ký tự');
    await browser.post(`${here}/revocation`, { reason: 'Cấp nhầm lớp' });
    expect(browser.url).toBe(here);
    expect(browser.text('main')).toContain('Đã thu hồi');
    await browser.get(`${here}/revocation`);
    await browser.post(`${here}/revocation`, { reason: 'Lần thứ hai', _csrf: await tokenOf(browser) });
    expect(browser.status).toBe(409);
    const audit = await world.db.query(
      `SELECT actor_id, detail FROM audit_entry WHERE action = 'certificate.revoke' AND subject_id = $1`,
      [id],
    );
    expect(audit).toEqual([
      { actor_id: registrarId, detail: { register: book(), number: 4, levels: false } },
    ]);
    const log = await world.db.query('SELECT kind FROM issuing_log WHERE certificate_id = $1 ORDER BY seq', [
      id,
    ]);
    expect(log).toEqual([{ kind: 'issued' }, { kind: 'revoked' }]);
    const told = await world.db.query(`SELECT type FROM outbox WHERE aggregate_id = $1 ORDER BY type`, [id]);
    expect(told).toEqual(
      ['CertificateIssued', 'CertificateRendered', 'CertificateRevoked'].map((type) => ({ type })),
    );
    const [enrolment] = await world.db.query('SELECT status FROM enrolment WHERE id = $1', [enrolment_id]);
    expect(enrolment.status).toBe('completed');
    const { body } = await world.visitor().json('GET', `/api/verify/${code}`);
    expect(body).toMatchObject({ state: 'revoked', reason: 'Cấp nhầm lớp' });
  });

  test('who only reads registers cannot revoke, nor sees the way to', async () => {
    const auditor = world.signedIn(registrarId, ['auditor'], 'vn');
    const here = `/registers/${book()}/certificates/${certificates[0]!.id}`;
    await auditor.get(here);
    expect(auditor.status).toBe(200);
    expect(auditor.page.toString()).not.toContain('/revocation');
    await auditor.get(`${here}/revocation`);
    expect(auditor.status).toBe(403);
    const learner = world.signedIn(registrarId, ['learner'], 'vn');
    await learner.get('/registers');
    expect(learner.status).toBe(403);
  });

  const statusOf = async (id: string): Promise<string> =>
    (await world.db.query('SELECT status FROM certificate WHERE id = $1', [id]))[0].status;

  async function tokenOf(browser: { get(url: string): Promise<unknown>; csrf(): string }): Promise<string> {
    await browser.get(`/registers/${book()}/certificates/${certificates[0]!.id}/revocation`);
    return browser.csrf();
  }
});

describe('issuers', () => {
  let world: CertificateWorld;
  beforeAll(async () => {
    world = await CertificateWorld.open();
  }, 120_000);
  afterAll(() => world?.close());

  const details = {
    superiorName: 'Sở Khoa học và Công nghệ Hải Phòng',
    name: 'Trung tâm Công nghệ số',
    certifier: '',
    place: 'Hải Phòng',
    signatoryTitle: 'KT. Giám đốc\r\nPhó Giám đốc',
    signatoryName: 'Lê Thị Thử',
    serialPattern: 'TTS{yy} {seq:6}',
    entryPattern: '{seq}/{yyyy}/TTS',
    legalBasis: '',
  };

  test('are added and changed by those of the unit, recorded, and used for the next paper', async () => {
    const admin = world.signedIn(await world.rows.person(), ['system-admin'], 'vn');
    await admin.get('/admin/issuers/new');
    await admin.post('/admin/issuers', { ...details, code: 'tts', unit: '11311', printsScore: 'on' });
    expect(admin.text('main')).toContain('Trung tâm Công nghệ số');
    const [issuer] = await world.db.query(`SELECT * FROM issuer WHERE code = 'TTS'`);
    expect(issuer).toMatchObject({
      signatory_title: 'KT. Giám đốc\nPhó Giám đốc',
      authorised: false,
      revision: 1,
    });
    await admin.get(`/admin/issuers/${issuer.id}`);
    await admin.post(`/admin/issuers/${issuer.id}`, {
      ...details,
      revision: '1',
      signatoryName: 'Lê Thị Mới',
    });
    const trail = await world.db.query(`SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id`, [
      issuer.id,
    ]);
    expect(trail.map((each: { action: string }) => each.action)).toEqual([
      'certificate.create-issuer',
      'certificate.change-issuer',
    ]);
    const classId = await world.rows.trainingClass(world.rows.units.commune);
    const { id } = await world.rows.enrolment({ classId });
    await world.get(Issuing).issue([id]);
    const [paper] = await world.db.query('SELECT serial, facts FROM certificate WHERE enrolment_id = $1', [
      id,
    ]);
    expect(paper.serial).toMatch(/^TTS\d\d 000001$/);
    expect(paper.facts.signatory).toEqual({ position: ['KT. Giám đốc', 'Phó Giám đốc'], name: 'Lê Thị Mới' });
    expect(paper.facts.study.result).toBe('Đạt');
  });

  test.each([
    ['authorised without a legal basis', { authorised: 'on' }, 'legalBasis'],
    ['a pattern without a number', { serialPattern: 'TTX{yy}' }, 'serialPattern'],
    ['serial numbers of another issuer', { serialPattern: 'HP{yy} {seq:7}' }, 'serialPattern'],
    ['serial numbers that grow into another issuer’s', { serialPattern: 'hp{yy} {seq:7}' }, 'serialPattern'],
    ['a name that cannot be printed', { signatoryName: 'Lê 你' }, 'signatoryName'],
    ['no place', { place: ' ' }, 'place'],
    ['a unit of others', { unit: '75' }, 'unit'],
    ['a code with diacritics', { code: 'Đ1' }, 'code'],
  ])('are refused with %s, nothing lost', async (_, change, field) => {
    const registrar = world.signedIn(await world.rows.person(), ['registrar'], 'vn.31');
    await registrar.get('/admin/issuers/new');
    await registrar.post('/admin/issuers', {
      ...details,
      serialPattern: 'X{yy} {seq:6}',
      code: 'X1',
      unit: '31',
      ...change,
    });
    expect(registrar.status).toBe(422);
    expect(registrar.page.querySelector(`#${field}-error`)).not.toBeNull();
    expect(registrar.page.querySelector('#name')?.getAttribute('value')).toBe('Trung tâm Công nghệ số');
    expect(await world.db.query(`SELECT 1 FROM issuer WHERE code IN ('X1', 'Đ1')`)).toEqual([]);
  });

  test('a save from an older page is refused; an issuer of another unit is not there', async () => {
    const registrar = world.signedIn(await world.rows.person(), ['registrar'], 'vn.31');
    const here = `/admin/issuers/${world.rows.issuerId}`;
    await registrar.get(here);
    await registrar.post(here, { ...details, serialPattern: 'HP{yy} {seq:7}', revision: '0' });
    expect(registrar.status).toBe(409);
    const stranger = world.signedIn(await world.rows.person(), ['registrar'], 'vn.75');
    await stranger.get(here);
    expect(stranger.status).toBe(404);
  });
});
