import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STORAGE, type Storage } from '#platform/storage';
import { Issuing } from '../issuing/issuing.service.js';
import { RenderCertificates, RenderForgotten } from '../printing/print-certificates.job.js';
import { Revocations } from '../revocation/revocations.service.js';
import { SignCertificates, SignForgotten } from '../signing/sign-certificates.job.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { fileHash } from '../verify-file/certificate-file.js';
import { Verifications } from './verifications.service.js';

interface Row {
  id: string;
  code: string;
  serial: string;
  entry_number: string;
  register_id: string;
  pdf_key: string;
  pdf_sha256: Buffer;
}

describe('checking a certificate', () => {
  let world: CertificateWorld;
  let storage: Storage;
  beforeAll(async () => {
    world = await CertificateWorld.open();
    storage = world.app.get<Storage>(STORAGE, { strict: false });
  }, 120_000);
  afterAll(() => world?.close());

  const read = async (enrolmentId: string): Promise<Row> =>
    (await world.db.query('SELECT * FROM certificate WHERE enrolment_id = $1', [enrolmentId]))[0];

  async function certificate(name = 'Phạm Thị Hồng Nhung', more = {}): Promise<Row> {
    const { id } = await world.rows.enrolment({ name, ...more });
    await world.get(Issuing).issue([id]);
    const { id: certificateId } = await read(id);
    await world.makeFiles([certificateId]);
    return read(id);
  }

  const revoke = ({ id, register_id }: Row, reason = 'Cấp nhầm lớp') =>
    world.get(Revocations).revoke({ certificateId: id, registerId: register_id, reason, actorId: id });

  test('the file is made once, kept with its hash, and made by the sweep when the event was lost', async () => {
    const { id } = await world.rows.enrolment();
    await world.get(Issuing).issue([id]);
    const { id: certificateId } = await read(id);
    await world.db.query(`UPDATE certificate SET issued_at = now() - interval '2 minutes' WHERE id = $1`, [
      certificateId,
    ]);
    expect(await world.get(RenderForgotten).sweep()).toBe(1);
    await world.db.query(`UPDATE certificate SET rendered_at = now() - interval '2 minutes' WHERE id = $1`, [
      certificateId,
    ]);
    expect(await world.get(SignForgotten).sweep()).toBe(1);
    const row = await read(id);
    const content = await storage.read(row.pdf_key);
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(fileHash(content)).toBe(row.pdf_sha256.toString('hex'));
    const [render, sign] = [world.get(RenderCertificates), world.get(SignCertificates)];
    await Promise.all([1, 2, 3].map(() => render.run({ ids: [certificateId] })));
    await Promise.all([1, 2, 3].map(() => sign.run({ ids: [certificateId] })));
    expect(await read(id)).toEqual(row);
    expect(await world.get(RenderForgotten).sweep()).toBe(0);
    expect(await world.get(SignForgotten).sweep()).toBe(0);
  });

  test('valid, revoked, replaced and unknown have one shape and one status', async () => {
    const [good, bad, old, young] = [
      await certificate(),
      await certificate(),
      await certificate(),
      await certificate(),
    ];
    await revoke(bad);
    // What replaces a certificate comes later; here only the state counts.
    await revoke(old);
    await world.db.query(`UPDATE certificate SET status = 'replaced', replaced_by = $2 WHERE id = $1`, [
      old.id,
      young.id,
    ]);
    await world.db.query('ALTER TABLE issuing_log DISABLE TRIGGER issuing_log_append_only');
    await world.db.query(
      `UPDATE issuing_log SET kind = 'replaced' WHERE certificate_id = $1 AND kind = 'revoked'`,
      [old.id],
    );
    const visitor = world.visitor();
    const of = async (code: string) => {
      const { status, body } = await visitor.json('GET', `/api/verify/${code}`);
      expect(status).toBe(200);
      return body;
    };
    const answers = [
      await of(good.code),
      await of(bad.code),
      await of(old.code),
      await of('0'.repeat(28)),
      await of('x'),
    ];
    expect(answers.map((each) => [each['state'], each['valid']])).toEqual([
      ['valid', true],
      ['revoked', false],
      ['replaced', false],
      ['unknown', false],
      ['unknown', false],
    ]);
    for (const answer of answers) expect(Object.keys(answer)).toEqual(Object.keys(answers[0]!));
    expect(answers[1]).toMatchObject({ reason: 'Cấp nhầm lớp', endedOn: expect.stringMatching(/^\d{4}-/) });
    expect(answers[2]).toMatchObject({ replacedBy: young.code });
    const known = {
      name: 'Phạm Thị Hồng Nhung',
      serial: good.serial,
      registerNumber: good.entry_number,
      trial: true,
    };
    expect(answers[0]).toMatchObject(known);
  });

  test('shows what the paper shows and no more, and is not for search engines', async () => {
    const row = await certificate();
    const visitor = world.visitor();
    await visitor.get(`/verify/${row.code.toLowerCase().match(/.{4}/g)!.join('-')}`);
    expect(visitor.text('h1')).toBe('Còn hiệu lực');
    const text = visitor.text('main');
    for (const shown of ['Phạm Thị Hồng Nhung', 'Ứng dụng AI', row.serial, row.entry_number, 'Hải Phòng'])
      expect(text).toContain(shown);
    for (const hidden of [/\b1987\b/, /\b14\/08\b/, /94,58/, /Công chức/, /Hồng Bàng/])
      expect(visitor.page.toString()).not.toMatch(hidden);
    expect(visitor.page.querySelector('meta[name=robots]')?.getAttribute('content')).toBe('noindex');
    const { headers } = await visitor.inject({ method: 'GET', url: `/verify/${row.code}` });
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  test('a revoked one says when and why', async () => {
    const row = await certificate();
    await revoke(row, 'Thi hộ, theo kết luận của Trung tâm');
    const visitor = world.visitor();
    await visitor.get(`/verify/${row.code}`);
    expect(visitor.text('h1')).toBe('Đã thu hồi');
    expect(visitor.text('.verdict-head')).toContain('Lý do: Thi hộ, theo kết luận của Trung tâm');
    await visitor.get('/verify/khong-co-ma-nay');
    expect(visitor.status).toBe(200);
    expect(visitor.text('h1')).toBe('Không tìm thấy');
  });

  test('whoever changes the table does not make a certificate good', async () => {
    const [forged, revived] = [await certificate(), await certificate()];
    await world.db.query(
      `UPDATE certificate SET facts = jsonb_set(facts, '{holder,name}', '"Kẻ Mạo Danh"') WHERE id = $1`,
      [forged.id],
    );
    await revoke(revived);
    await world.db.query(`UPDATE certificate SET status = 'valid', ended_at = NULL WHERE id = $1`, [
      revived.id,
    ]);
    for (const { code } of [forged, revived])
      expect(await world.get(Verifications).byCode(code)).toMatchObject({ state: 'unknown', name: null });
  });

  test('whoever writes the hash of another file into the table does not make that file good', async () => {
    const row = await certificate();
    const forged = Buffer.from(await storage.read(row.pdf_key));
    forged[forged.length >> 1]! ^= 1;
    await world.db.query(`UPDATE certificate SET pdf_sha256 = sha256($2) WHERE id = $1`, [row.id, forged]);
    const check = await world.get(Verifications).byFile(forged);
    expect(check).toMatchObject({ outcome: 'altered', alteration: 'changed' });
  });

  test('the code is found as typed; what is wrong with a mistyped one is said', async () => {
    const row = await certificate();
    const visitor = world.visitor();
    await visitor.get('/verify');
    await visitor.post('/verify', { code: ` ${row.code.toLowerCase().replaceAll('0', 'o')} ` });
    expect(visitor.url).toBe(`/verify/${row.code}`);
    await visitor.get('/verify');
    await visitor.post('/verify', { code: row.code.slice(0, 20) });
    expect(visitor.status).toBe(422);
    expect(visitor.text('#code-error')).toContain('28 ký tự');
    expect(visitor.page.querySelector('#code')?.getAttribute('value')).toBe(row.code.slice(0, 20));
  });

  test('by number, name and birth date, all three, nothing of them in the address', async () => {
    const row = await certificate('Trần Thị Bích');
    const visitor = world.visitor();
    const ask = async (values: Record<string, string>) => {
      await visitor.get('/verify');
      await visitor.post('/verify', values);
      return visitor.text('h1');
    };
    const right = {
      number: row.serial.toLowerCase().replace(' ', ''),
      fullName: 'tran thi bich',
      birthDate: '14/8/1987',
    };
    expect(await ask(right)).toBe('Còn hiệu lực');
    expect(visitor.url).toBe(`/verify/${row.code}`);
    expect(await ask({ ...right, number: row.entry_number, fullName: 'TRẦN THỊ BÍCH' })).toBe('Còn hiệu lực');
    for (const wrong of [
      { birthDate: '15/08/1987' },
      { fullName: 'Trần Thị Bình' },
      { number: 'HP26 9999999' },
      { birthDate: '' },
    ])
      expect(await ask({ ...right, ...wrong })).toBe('Không tìm thấy');
    expect(visitor.url).toBe('/verify');
    await ask({ ...right, birthDate: '31/02/1987' });
    expect(visitor.status).toBe(422);
    expect(visitor.page.querySelector('#fullName')?.getAttribute('value')).toBe('tran thi bich');
  });

  test('a paper with only the year is found by the year', async () => {
    const row = await certificate('Lê Văn Tám', { birthDate: null, birthYear: 1958 });
    const { byPrintedFacts } = { byPrintedFacts: world.get(Verifications) };
    const ask = (birth: string | null) =>
      byPrintedFacts.byPrintedFacts({ number: row.serial, name: 'Lê Văn Tám', birth });
    expect((await ask('1958')).state).toBe('valid');
    expect((await ask('1958-03-02')).state).toBe('valid');
    expect((await ask('1959')).state).toBe('unknown');
    expect((await ask(null)).state).toBe('unknown');
  });

  test('guessing birth dates stops after twenty tries at one number, and says for how long', async () => {
    const row = await certificate('Đỗ Thị Hoa');
    const visitor = world.visitor();
    await visitor.get('/verify');
    const token = visitor.csrf();
    for (let year = 1940; year < 1960; year++)
      await visitor.post('/verify', {
        _csrf: token,
        number: row.serial,
        fullName: 'Đỗ Thị Hoa',
        birthDate: `${year}`,
      });
    expect(visitor.status).toBe(200);
    await visitor.post('/verify', {
      _csrf: token,
      number: row.serial,
      fullName: 'Đỗ Thị Hoa',
      birthDate: '14/08/1987',
    });
    expect(visitor.status).toBe(429);
    expect(visitor.text()).toContain('60 phút');
    await visitor.get(`/verify/${row.code}`);
    expect(visitor.text('h1')).toBe('Còn hiệu lực');
  });

  test('the very file matches; any flipped bit or added byte is found, a hundred times', async () => {
    const row = await certificate();
    const content = await storage.read(row.pdf_key);
    const verifications = world.get(Verifications);
    expect(await verifications.byFile(content)).toMatchObject({
      outcome: 'match',
      verification: { state: 'valid' },
    });
    for (let turn = 0; turn < 100; turn++) {
      const changed = Buffer.from(turn % 4 === 3 ? Buffer.concat([content, Buffer.from([turn])]) : content);
      if (turn % 4 !== 3) changed[5 + Math.floor(((content.length - 6) * turn) / 100)]! ^= 1 << (turn % 8);
      const anywhere = await verifications.byFile(changed);
      expect(['altered', 'not-ours']).toContain(anywhere.outcome);
      const here = await verifications.byFile(changed, row.code);
      expect(here.outcome).not.toBe('match');
      expect(here.verification.code).toBe(row.code);
    }
  });

  test('a file is compared on the page: this one, another one, one not ours, a picture', async () => {
    const [row, other] = [await certificate(), await certificate()];
    const content = await storage.read(row.pdf_key);
    const visitor = world.visitor();
    const send = async (bytes: Buffer, url = `/verify/${row.code}/file`) => {
      await visitor.get(`/verify/${row.code}`);
      await visitor.upload(url, {}, { field: 'file', name: 'giấy.pdf', content: bytes });
      expect(visitor.status).toBe(200);
      return visitor.text('#file-result .callout-title') || visitor.text('#file-result h1');
    };
    expect(await send(content)).toBe('Tệp đúng là bản đã cấp');
    expect(visitor.text('h1')).toBe('Còn hiệu lực');
    expect(await send(content, '/verify/file')).toBe('Tệp đúng là bản đã cấp');
    expect(await send(Buffer.concat([content, Buffer.from('x')]))).toBe('Tệp đã bị sửa');
    expect(await send(await storage.read(other.pdf_key))).toBe('Tệp của giấy chứng nhận khác');
    expect(await send(Buffer.from('%PDF-1.4 của ai đó'), '/verify/file')).toBe('Tệp không do hệ thống cấp');
    expect(await send(Buffer.from([0xff, 0xd8, 0xff]))).toBe('Đây không phải tệp PDF');
    await revoke(row);
    expect(await send(content)).toBe('Tệp đúng là bản đã cấp');
    expect(visitor.text('h1')).toBe('Đã thu hồi');
  });

  test('no file chosen, and no token, are refused', async () => {
    const visitor = world.visitor();
    await visitor.get('/verify');
    await visitor.upload('/verify/file', {}, { field: 'file', name: 'x.pdf', content: Buffer.alloc(0) });
    expect(visitor.status).toBe(422);
    expect(visitor.text('#file-error')).toContain('Chọn tệp PDF');
    await visitor.upload(
      '/verify/file',
      { _csrf: 'x' },
      { field: 'file', name: 'x.pdf', content: Buffer.from('x') },
    );
    expect(visitor.status).toBe(403);
    await visitor.post('/verify', { _csrf: 'x', code: 'x' });
    expect(visitor.status).toBe(403);
  });
});
