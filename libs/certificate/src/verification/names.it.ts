import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { Verifications } from './verifications.service.js';

describe('names from the list of a class to the check of the paper', () => {
  let world: CertificateWorld;
  beforeAll(async () => {
    world = await CertificateWorld.open();
  }, 120_000);
  afterAll(() => world?.close());

  /** The certificate of somebody of this name, with its file; the code of the obstacle when there is none. */
  async function made(name: string) {
    const { id } = await world.rows.enrolment({ name });
    await world.get(Issuing).issue([id]);
    const [row] = await world.db.query('SELECT id, code, serial FROM certificate WHERE enrolment_id = $1', [
      id,
    ]);
    if (!row) {
      const [{ code }] = await world.db.query('SELECT code FROM issuing_obstacle WHERE enrolment_id = $1', [
        id,
      ]);
      return { refused: code as string };
    }
    await world.makeFiles([row.id]);
    const [{ signed }] = await world.db.query(
      'SELECT signed_at IS NOT NULL AS signed FROM certificate WHERE id = $1',
      [row.id],
    );
    return { refused: null, signed, code: row.code as string, serial: row.serial as string };
  }

  test.each([
    ['Đặng Thị Ánh Ngọc', 'typed with marks apart'],
    ['H’Ƀlưm Êƀan Ñ Niê Kđăm', 'Ê Đê letters'],
    ['Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Hường Nghiêm Khuê Đoan', '60 letters'],
    [`${'Nguyễn '.repeat(17)}A`, '120 letters'],
  ])('%s (%s) is printed, signed, and found however its marks are composed', async (name) => {
    const { refused, signed, code, serial } = await made(name);
    expect([refused, signed]).toEqual([null, true]);
    const check = world.get(Verifications);
    expect((await check.byCode(code!)).name).toBe(name.normalize('NFC'));
    for (const form of ['NFC', 'NFD'] as const) {
      const asked = { number: serial!, name: name.normalize(form), birth: '1987-08-14' };
      expect((await check.byPrintedFacts(asked)).state).toBe('valid');
    }
  });

  test.each([
    ['Nguyễn محمد An', 'certificate.unsupported-character'],
    ['Nguyễn Văn 🎓', 'certificate.unsupported-character'],
    ['Nguyễn 你 An', 'certificate.unsupported-character'],
    [`${'Nguyễn '.repeat(60)}An`, 'certificate.too-long'],
  ])('%s takes no number: %s', async (name, reason) => {
    expect(await made(name)).toEqual({ refused: reason });
  });

  test('a code that is unknown and what is no code are told alike', async () => {
    const visitor = world.visitor();
    const answers = [];
    for (const code of ['0'.repeat(28), 'x', '%F0%9F%8E%93', "'--", 'A'.repeat(90)]) {
      const { status, body } = await visitor.json('GET', `/api/verify/${code}`);
      answers.push(JSON.stringify([status, { ...body, checkedAt: null }]));
    }
    expect(new Set(answers).size).toBe(1);
  });
});
