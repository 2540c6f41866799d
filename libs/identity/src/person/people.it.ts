import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitSeeder, Units } from '#organisation';
import { CoreModule } from '#platform/core';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { IdentityModule } from '../identity.module.js';
import { CitizenIds } from './citizen-id.js';
import { People } from './people.js';
import type { PersonFacts } from './person.js';

describe('people', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: INestApplicationContext;
  let people: People;
  let db: DataSource;
  let hongBang: string;
  let ngoQuyen: string;

  beforeAll(async () => {
    installation = await testInstallation();
    @Module({
      imports: [
        CoreModule.forProcess('test', installation.config, createLogger('silent', 'test')),
        IdentityModule,
      ],
    })
    class TestModule {}
    app = await NestFactory.createApplicationContext(TestModule, { logger: false });
    await app.get(UnitSeeder, { strict: false }).run();
    people = app.get(People, { strict: false });
    db = app.get(DataSource);
    const units = await app.get(Units, { strict: false }).byCodes(['11311', '11329']);
    hongBang = units.get('11311')?.id as string;
    ngoQuyen = units.get('11329')?.id as string;
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const person = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
    fullName: 'Nguyễn Văn An',
    birthDate: '1985-04-30',
    birthYear: null,
    gender: 'male',
    citizenId: null,
    phone: null,
    email: null,
    jobTitle: 'Chuyên viên',
    unitId: hongBang,
    targetGroup: 'official',
    ...facts,
  });
  const write = <T>(work: (tx: EntityManager) => Promise<T>) => db.transaction(work);
  const create = (...facts: Partial<PersonFacts>[]) =>
    write((tx) => people.create(tx, facts.map(person), null));
  const matchOf = async (facts: Partial<PersonFacts>) =>
    (await write((tx) => people.match(tx, [person(facts)])))[0];

  test('are created waiting, learners of their unit, with a way to sign in each', async () => {
    const ids = await create(
      { fullName: 'Trần Thị Bích', phone: '0911000001' },
      { fullName: 'Trần Văn Cường', phone: '0911000001' },
      { fullName: 'Lê Thị Dịu' },
    );
    const list = await people.list(ids);
    expect(list.map(({ fullName, status, signInName }) => [fullName, status, signInName])).toEqual([
      ['Trần Thị Bích', 'pending', '0911000001'],
      ['Trần Văn Cường', 'pending', expect.stringMatching(/^cuongtv\d+$/)],
      ['Lê Thị Dịu', 'pending', expect.stringMatching(/^diult\d+$/)],
    ]);
    const grants = await db.query('SELECT role, unit_id FROM role_grant WHERE account_id = ANY($1)', [ids]);
    expect(grants).toEqual(ids.map(() => ({ role: 'learner', unit_id: hongBang })));
  });

  test('sign in by e-mail where there is no phone', async () => {
    const [id] = await create({ fullName: 'Lê Thị Thư', email: 'thu@haiphong.gov.vn' });
    expect(await people.find(id as string)).toMatchObject({ signInName: 'thu@haiphong.gov.vn' });
  });

  test('a citizen number is stored sealed and finds its owner', async () => {
    const [id] = await create({ fullName: 'Vũ Đình Em', citizenId: '031085000001' });
    const rows = await db.query('SELECT citizen_id_cipher AS sealed FROM person WHERE account_id = $1', [id]);
    expect(app.get(CitizenIds, { strict: false }).decrypt(rows[0].sealed, id as string)).toBe('031085000001');
    expect(
      await matchOf({ fullName: 'Vũ Đình Em', citizenId: '031085000001', unitId: ngoQuyen }),
    ).toMatchObject({
      kind: 'found',
      accountId: id,
      by: 'citizen-id',
      changes: [{ field: 'unitId', from: hongBang, to: ngoQuyen }],
    });
  });

  test('a list sent again finds everybody it created, namesakes included', async () => {
    const rows = [
      person({ fullName: 'Đỗ Văn Giang', birthDate: null }),
      person({ fullName: 'Đỗ Văn Giang', birthDate: null }),
      person({ fullName: 'Đỗ Thị Hạnh', phone: '0911000002' }),
      person({ fullName: 'Đỗ Thị Hạnh', birthDate: null, birthYear: 1990 }),
    ];
    const ids = await write((tx) => people.create(tx, rows, null));
    const again = await write((tx) => people.match(tx, rows));
    expect(
      again.map((match) => match.kind === 'found' && [match.accountId, match.changes, match.additions]),
    ).toEqual(ids.map((id) => [id, [], []]));
  });

  test('a name of another province is nobody here', async () => {
    const haNoi = await app.get(Units, { strict: false }).findByCode('00004');
    await create({ fullName: 'Phan Văn Khải', birthDate: '1970-01-01', unitId: haNoi?.id as string });
    expect(await matchOf({ fullName: 'Phan Văn Khải', birthDate: '1970-01-01' })).toEqual({
      kind: 'new',
      namesakes: [],
    });
  });

  test('two imports at once create a person once', async () => {
    const row = person({ fullName: 'Lý Thị Lan', phone: '0911000003', citizenId: '031085000002' });
    const importIt = () =>
      write(async (tx) => {
        const [match] = await people.match(tx, [row]);
        if (match?.kind === 'new') await people.create(tx, [row], null);
      });
    await Promise.all([importIt(), importIt(), importIt()]);
    const rows = await db.query(`SELECT count(*)::int AS count FROM person WHERE full_name = 'Lý Thị Lan'`);
    expect(rows[0].count).toBe(1);
  });

  test('a later list moves the person and the phone they sign in with, not into somebody else’s', async () => {
    const [mover, other] = await create(
      { fullName: 'Mai Văn Minh', phone: '0911000004' },
      { fullName: 'Mai Văn Nam', phone: '0911000005' },
    );
    await write((tx) => people.update(tx, mover as string, { unitId: ngoQuyen, phone: '0911000006' }, null));
    expect(await people.find(mover as string)).toMatchObject({
      unitId: ngoQuyen,
      phone: '0911000006',
      signInName: '0911000006',
    });
    await write((tx) => people.update(tx, mover as string, { phone: '0911000005' }, null));
    expect(await people.find(mover as string)).toMatchObject({
      phone: '0911000005',
      signInName: '0911000006',
    });
    expect(await people.find(other as string)).toMatchObject({ signInName: '0911000005' });
    const grants = await db.query(
      'SELECT unit_id FROM role_grant WHERE account_id = $1 AND revoked_at IS NULL',
      [mover],
    );
    expect(grants).toEqual([{ unit_id: ngoQuyen }]);
  });

  test('undo takes back only those who never came and whom nothing needs', async () => {
    const [gone, active, needed] = await create(
      { fullName: 'Ngô A' },
      { fullName: 'Ngô B' },
      { fullName: 'Ngô C' },
    );
    await db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [active]);
    await db.query(
      `INSERT INTO course (id, slug, code, owner_unit_id, created_by) VALUES (gen_random_uuid(), 's', 'c', $1, $2)`,
      [hongBang, needed],
    );
    const removed = await write((tx) => people.remove(tx, [gone, active, needed] as string[], null));
    expect(removed).toEqual([gone]);
    expect((await people.list([gone, active, needed] as string[])).map((each) => each.fullName)).toEqual([
      'Ngô B',
      'Ngô C',
    ]);
  });

  test('are listed the Vietnamese way', async () => {
    const ids = await create(
      { fullName: 'Trần Văn Đức' },
      { fullName: 'Nguyễn Thị Dung' },
      { fullName: 'Lê Ánh' },
      { fullName: 'Vũ An' },
    );
    const names = ['Vũ An', 'Lê Ánh', 'Nguyễn Thị Dung', 'Trần Văn Đức'];
    expect((await people.list(ids)).map((each) => each.fullName)).toEqual(names);
    expect([...(await people.names(ids)).values()]).toEqual(names);
  });
});
