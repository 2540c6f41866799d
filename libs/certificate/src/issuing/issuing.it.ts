import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TODAY } from '#platform/clock';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { IssueCertificates, IssueForgotten } from './issue-certificates.job.js';
import { Issuing } from './issuing.service.js';

interface Row {
  id: string;
  enrolment_id: string;
  number: number;
  serial: string;
  entry_number: string;
  code: string;
  status: string;
  facts: PaperFacts;
}

describe('issuing', () => {
  let world: CertificateWorld;
  let issuing: Issuing;
  beforeAll(async () => {
    world = await CertificateWorld.open({ databasePool: 12 });
    issuing = world.get(Issuing);
  }, 120_000);
  afterAll(() => world?.close());

  const rowsOf = (...ids: string[]): Promise<Row[]> =>
    world.db.query('SELECT * FROM certificate WHERE enrolment_id = ANY($1::uuid[]) ORDER BY number', [ids]);

  test('puts the facts of the day on the paper', async () => {
    const { id } = await world.rows.enrolment();
    expect(await issuing.issue([id])).toEqual({ issued: 1, refused: 0 });
    const [row] = await rowsOf(id);
    const [today] = await world.db.query(`SELECT ${TODAY}::text AS day, (${TODAY} - 60)::text AS start`);
    const year = Number(today.day.slice(0, 4));
    expect(row).toMatchObject({ number: 1, serial: `HP${year % 100} 0000001`, status: 'valid' });
    expect(row!.entry_number).toBe(`1/${year}/GCN-CNTTTT`);
    expect(row!.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
    expect(row!.facts).toMatchObject({
      title: 'completion',
      holder: {
        name: 'Phạm Thị Hồng Nhung',
        birth: { date: '1987-08-14' },
        position: 'Công chức Văn hóa - Xã hội',
        unit: 'Phường Hồng Bàng, Thành phố Hải Phòng',
      },
      course: { name: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính' },
      study: { from: today.start, periods: 12, form: 'Trực tuyến', result: 'Đạt (94,58%)' },
      issuedOn: today.day,
      trial: true,
    });
    expect(row!.facts.course.className).toBeUndefined();
    expect(row!.facts.framework).toEqual([
      {
        framework: 'Thông tư 02/2025/TT-BGDĐT',
        version: '2025',
        versionId: expect.any(String),
        components: [
          { code: '4.2', name: expect.stringContaining('dữ liệu cá nhân') },
          { code: '6.1', name: expect.any(String) },
          { code: '6.2', name: expect.any(String) },
        ],
      },
    ]);
  });

  test('fifty triggers at once and one repeated later give one certificate', async () => {
    const { id } = await world.rows.enrolment();
    const handler = world.get(IssueCertificates);
    await Promise.all(Array.from({ length: 50 }, () => handler.run({ ids: [id] })));
    await handler.run({ ids: [id, id] });
    expect(await rowsOf(id)).toHaveLength(1);
    const told = await world.db.query(
      `SELECT 1 FROM outbox o JOIN certificate c ON c.id = o.aggregate_id
       WHERE o.type = 'CertificateIssued' AND c.enrolment_id = $1`,
      [id],
    );
    expect(told).toHaveLength(1);
  });

  test.each([
    ['not completed', { status: 'started' }],
    ['withdrawn', { status: 'withdrawn' }],
    ['completed but not passed', { passed: false }],
    ['passed but with a lesson open', { lessonsDone: 8 }],
    ['only enrolled', { status: 'enrolled', passed: false, lessonsDone: 0 }],
  ] as const)('never for an enrolment that is %s', async (_, facts) => {
    const { id } = await world.rows.enrolment(facts);
    expect(await issuing.issue([id])).toEqual({ issued: 0, refused: 0 });
    await world.get(IssueForgotten).sweep();
    expect(await rowsOf(id)).toEqual([]);
  });

  test('a name that cannot be printed holds nobody else up, takes no number, and is told', async () => {
    const before = await lastNumber();
    const good = await world.rows.enrolments(3);
    const { id: bad, accountId } = await world.rows.enrolment({ name: 'Nguyễn 你 An' });
    expect(await issuing.issue([good[0]!, bad, ...good.slice(1)])).toEqual({ issued: 3, refused: 1 });
    expect((await rowsOf(...good, bad)).map((row) => row.number)).toEqual([
      before + 1,
      before + 2,
      before + 3,
    ]);
    const obstacles = () =>
      world.db.query('SELECT code, params FROM issuing_obstacle WHERE enrolment_id = $1', [bad]);
    expect(await obstacles()).toEqual([
      {
        code: 'certificate.unsupported-character',
        params: { field: 'holder.name', character: '你', codePoint: 'U+4F60' },
      },
    ]);
    await world.db.query(`UPDATE person SET full_name = 'Nguyễn Nhĩ An' WHERE account_id = $1`, [accountId]);
    expect(await issuing.issue([bad])).toEqual({ issued: 1, refused: 0 });
    expect(await obstacles()).toEqual([]);
  });

  test('the unit of the programme decides the issuer; without one it waits for an issuer', async () => {
    const elsewhere = await world.rows.trainingClass(world.rows.units.other);
    const { id } = await world.rows.enrolment({ classId: elsewhere });
    expect(await issuing.issue([id])).toEqual({ issued: 0, refused: 1 });
    await world.db.query('INSERT INTO class_issuer (class_id, issuer_id) VALUES ($1, $2)', [
      elsewhere,
      world.rows.issuerId,
    ]);
    expect(await issuing.issue([id])).toEqual({ issued: 1, refused: 0 });
  });

  test('what was forgotten is found by the sweep, once', async () => {
    const ids = await world.rows.enrolments(5);
    expect(await world.get(IssueForgotten).sweep()).toBe(5);
    expect(await world.get(IssueForgotten).sweep()).toBe(0);
    expect(await rowsOf(...ids)).toHaveLength(5);
  });

  async function lastNumber(): Promise<number> {
    const [row] = await world.db.query('SELECT last_number FROM register');
    return row.last_number;
  }
});
