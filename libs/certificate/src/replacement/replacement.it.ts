import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { Replacements } from './replacements.service.js';

interface Row {
  id: string;
  register_id: string;
  enrolment_id: string;
  number: number;
  serial: string;
  code: string;
  status: string;
  replaced_by: string | null;
}

describe('a certificate with a wrong name', () => {
  let world: CertificateWorld;
  let registrarId: string;
  beforeAll(async () => {
    world = await CertificateWorld.open();
    registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
  }, 120_000);
  afterAll(() => world?.close());

  const registrar = (unitPath = 'vn.31') => world.signedIn(registrarId, ['registrar'], unitPath);
  const all = (enrolmentId: string): Promise<Row[]> =>
    world.db.query('SELECT * FROM certificate WHERE enrolment_id = $1 ORDER BY number', [enrolmentId]);

  async function issued(name: string) {
    const { id, accountId } = await world.rows.enrolment({ name });
    await world.get(Issuing).issue([id]);
    const [row] = await all(id);
    await world.makeFiles([row!.id]);
    return {
      ...row!,
      accountId,
      enrolmentId: id,
      here: `/registers/${row!.register_id}/certificates/${row!.id}`,
    };
  }
  const right = {
    fullName: 'Phạm Thị Hồng Nhung',
    birth: '14/8/1987',
    position: '',
    reason: 'Sửa họ tên theo căn cước',
  };

  test('is replaced: a new number, both in the register, the old one leads to the new one', async () => {
    const wrong = await issued('Phạm Thị Hồng Nhưng');
    const browser = registrar();
    await browser.get(wrong.here);
    const href = browser.page.querySelector('a[href$="/replacement"]')?.getAttribute('href') as string;
    await browser.get(href);
    expect(browser.page.querySelector('#fullName')?.getAttribute('value')).toBe('Phạm Thị Hồng Nhưng');
    expect(browser.page.querySelector('#birth')?.getAttribute('value')).toBe('14/08/1987');
    await browser.post(href, right);
    const [old, fresh, ...more] = await all(wrong.enrolmentId);
    expect(more).toEqual([]);
    expect([old?.status, old?.replaced_by, fresh?.status]).toEqual(['replaced', fresh?.id, 'valid']);
    expect(fresh?.number).toBe((old?.number ?? 0) + 1);
    expect(browser.url).toBe(`/registers/${fresh?.register_id}/certificates/${fresh?.id}`);
    expect(browser.text('h1')).toBe('Phạm Thị Hồng Nhung');
    expect(browser.text('aside')).toContain(`Thay cho: ${old?.serial}`);
    await browser.get(wrong.here);
    expect(browser.text('aside')).toContain(`Giấy thay thế: ${fresh?.serial}`);
    expect(browser.page.querySelector('a[href$="/replacement"]')).toBeNull();

    const { body } = await world.visitor().json('GET', `/api/verify/${old?.code}`);
    expect(body).toMatchObject({
      valid: false,
      state: 'replaced',
      reason: right.reason,
      replacedBy: fresh?.code,
    });
    await world.makeFiles([fresh!.id]);
    const { body: now } = await world.visitor().json('GET', `/api/verify/${fresh?.code}`);
    expect(now).toMatchObject({ valid: true, name: 'Phạm Thị Hồng Nhung' });
    const learner = world.signedIn(wrong.accountId);
    await learner.get('/certificates');
    expect(learner.page.querySelectorAll('#wallet article')).toHaveLength(2);
    expect(learner.page.querySelectorAll('#wallet a[href$="/file"]')).toHaveLength(1);
    const log = await world.db.query(
      'SELECT kind, certificate_id FROM issuing_log WHERE certificate_id = ANY($1::uuid[]) ORDER BY seq',
      [[old?.id, fresh?.id]],
    );
    expect(log).toEqual([
      { kind: 'issued', certificate_id: old?.id },
      { kind: 'issued', certificate_id: fresh?.id },
      { kind: 'replaced', certificate_id: old?.id },
    ]);
    expect((await world.get(ChainAudit).run()).ok).toBe(true);
    // Nobody is owed another one for it.
    expect(await world.get(Issuing).issue([wrong.enrolmentId])).toEqual({ issued: 0, refused: 0 });
  });

  test('what is wrong with the new words is said by its field, and nothing typed is lost', async () => {
    const wrong = await issued('Y Bhăm Êban');
    const browser = registrar();
    await browser.get(`${wrong.here}/replacement`);
    await browser.post(`${wrong.here}/replacement`, {
      ...right,
      fullName: '',
      birth: '31/2/1987',
      reason: 'x',
    });
    expect(browser.status).toBe(422);
    for (const field of ['fullName', 'birth', 'reason']) expect(browser.text(`#${field}-error`)).not.toBe('');
    expect(browser.page.querySelector('#birth')?.getAttribute('value')).toBe('31/2/1987');
    await browser.post(`${wrong.here}/replacement`, { ...right, fullName: 'Y Bhăm 你' });
    expect(browser.status).toBe(422);
    expect(browser.text('main')).toContain('Ký tự “你” (U+4F60) không in được');
    const { position = '' } = (
      await world.db.query('SELECT facts FROM certificate WHERE id = $1', [wrong.id])
    )[0].facts.holder;
    await browser.post(`${wrong.here}/replacement`, { ...right, fullName: 'Y Bhăm Êban', position });
    expect(browser.text('main')).toContain('giống hệt giấy đã cấp');
    expect(await all(wrong.enrolmentId)).toHaveLength(1);
  });

  test('ten registrars at once: one takes its place, the others are told, no number is lost', async () => {
    const wrong = await issued('Nguyễn Văn Ân');
    const correction = { fullName: 'Nguyễn Văn An', birth: '1987', position: '' };
    const given = {
      certificateId: wrong.id,
      registerId: wrong.register_id,
      reason: right.reason,
      actorId: registrarId,
    };
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, () => world.get(Replacements).replace({ ...given, correction })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'certificate.not-valid' });
    const [register] = await world.db.query(
      `SELECT last_number::int AS last, (SELECT count(*)::int FROM certificate WHERE register_id = r.id) AS n
       FROM register r WHERE id = $1`,
      [wrong.register_id],
    );
    expect(register.last).toBe(register.n);
  });

  test('of another unit, or by who only reads, is left alone', async () => {
    const wrong = await issued('H’Hen Niê');
    const stranger = registrar('vn.75');
    await stranger.get(`${wrong.here}/replacement`);
    expect(stranger.status).toBe(404);
    const auditor = world.signedIn(registrarId, ['auditor'], 'vn');
    await auditor.get(wrong.here);
    expect(auditor.page.querySelector('a[href$="/replacement"]')).toBeNull();
    await auditor.get(`${wrong.here}/replacement`);
    expect(auditor.status).toBe(403);
  });
});
