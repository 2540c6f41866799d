import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OneTimeSecrets, People } from '#identity';
import { seedUnits } from '#identity/testing';
import { Units } from '#organisation';
import { inTransaction } from '#platform/database';
import { TaskRepository } from '#platform/tasks';
import { Enrolments } from '../../enrolment/enrolments.js';
import { LearningWorld } from '../../testing/learning-world.js';
import { NominatedList } from '../../testing/nominated-list.js';

const LAN = 'Trần Thị Lan,02/03/1985,0912000001,Chuyên viên,Phường Hồng Bàng';
const MINH = 'Lê Văn Minh,15/08/1979,,Trưởng phòng,Phường Ngô Quyền';
const HOA = 'Phạm Thị Hoa,21/11/1990,0912000003,Công chức,Phường Hồng Bàng';

describe('undoing a whole list', () => {
  let world: LearningWorld;
  let classId: string;

  beforeAll(async () => {
    world = await LearningWorld.open();
    await seedUnits(world.app);
  }, 60_000);
  afterAll(() => world?.close());
  beforeEach(async () => {
    for (const table of ['enrolment', 'roster_import', 'account'])
      await world.db.query(`DELETE FROM ${table}`);
    const { courseId } = await world.fixture.course();
    classId = await world.fixture.trainingClass(courseId);
  });

  const people = (): Promise<
    { name: string; status: string; phone: string | null; unit: string; learner: string }[]
  > =>
    world.db.query(
      `SELECT p.full_name AS name, a.status, a.phone, u.name AS unit, p.birth_date::text AS born,
         (SELECT string_agg(lu.name, ',') FROM role_grant g JOIN unit lu ON lu.id = g.unit_id
          WHERE g.account_id = a.id AND g.role = 'learner' AND g.revoked_at IS NULL) AS learner
       FROM person p JOIN account a ON a.id = p.account_id JOIN unit u ON u.id = p.unit_id ORDER BY p.full_name`,
    );
  const accountOf = async (name: string): Promise<string> => {
    const [row] = await world.db.query('SELECT account_id AS id FROM person WHERE full_name = $1', [name]);
    return row.id;
  };
  const known = async (facts: { fullName: string; phone?: string; birthDate?: string }): Promise<string> => {
    const unit = await world.get(Units).findByCode('11311');
    const [id] = await inTransaction(world.db, (tx) =>
      world.get(People).create(
        tx,
        [
          {
            ...{ birthDate: null, birthYear: null, gender: null, citizenId: null, phone: null, email: null },
            ...{ jobTitle: 'Chuyên viên', unitId: unit!.id, targetGroup: 'official', ...facts },
          },
        ],
        null,
      ),
    );
    return id!;
  };
  const inClass = async (): Promise<number> => {
    const [row] = await world.db.query(
      `SELECT count(*)::int AS n FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn'`,
      [classId],
    );
    return row.n;
  };

  test('leaves nothing of new people, neither account nor code, and the list can come again as the first time', async () => {
    const first = await NominatedList.apply(world, classId, [LAN, MINH, HOA]);
    const before = { counts: (await first.row()).counts, people: await people() };
    const [issued] = await inTransaction(world.db, async (tx) =>
      world.get(OneTimeSecrets).issue(tx, [await accountOf('Trần Thị Lan')], 'activation', null),
    );

    expect(await first.undo()).toMatchObject({ status: 'done' });

    expect(await people()).toEqual([]);
    expect(await world.db.query('SELECT id FROM account')).toEqual([]);
    expect(await first.effects()).toEqual(['2 removed', '3 removed', '4 removed']);
    expect((await first.row()).status).toBe('undone');
    expect(await world.get(OneTimeSecrets).find(issued!.code)).toBeNull();
    const second = await NominatedList.apply(world, classId, [LAN, MINH, HOA]);
    expect((await second.row()).counts).toEqual(before.counts);
    expect(await people()).toEqual(before.people);
    const [entry] = await world.db.query(
      `SELECT detail FROM audit_entry WHERE action = 'nomination.undone' AND subject_id = $1`,
      [first.id],
    );
    expect(entry.detail).toEqual({ classId, removed: 3, kept: 0 });
  });

  test('returns what it added and what was confirmed about people known before', async () => {
    await known({ fullName: 'Trần Thị Lan', phone: '0912000001' });
    await known({ fullName: 'Phạm Thị Hoa', phone: '0912000003' });
    const before = await people();
    const list = await NominatedList.apply(world, classId, [LAN, HOA.replace('Hồng Bàng', 'Ngô Quyền')]);
    expect(await list.effects()).toEqual(['2 matched', '3 change-pending']);
    await list.confirm(3);
    expect(await people()).toEqual([
      expect.objectContaining({ unit: 'Phường Ngô Quyền', learner: 'Phường Ngô Quyền', born: '1990-11-21' }),
      expect.objectContaining({ unit: 'Phường Hồng Bàng', born: '1985-03-02' }),
    ]);

    await list.undo();

    expect(await people()).toEqual(before);
    expect(await list.effects()).toEqual(['2 withdrawn', '3 withdrawn']);
    expect(await inClass()).toBe(0);
  });

  test('a changed phone is returned as contact and as the way to sign in', async () => {
    await known({ fullName: 'Trần Thị Lan', phone: '0912999999', birthDate: '1985-03-02' });
    const list = await NominatedList.apply(world, classId, [LAN]);
    await list.confirm(2);
    expect(await people()).toMatchObject([{ phone: '0912000001' }]);
    await list.undo();
    expect(await people()).toMatchObject([{ phone: '0912999999' }]);
    const [person] = await world.db.query('SELECT contact_phone FROM person');
    expect(person.contact_phone).toBe('0912999999');
  });

  test('does not return what somebody changed again, and says so in the row', async () => {
    const lan = await known({ fullName: 'Trần Thị Lan', phone: '0912999999', birthDate: '1985-03-02' });
    const list = await NominatedList.apply(world, classId, [LAN]);
    await list.confirm(2);
    await inTransaction(world.db, (tx) => world.get(People).update(tx, lan, { phone: '0912888888' }, null));
    await list.undo();
    expect(await people()).toMatchObject([{ phone: '0912888888' }]);
    expect(await list.effects()).toEqual(['2 kept-changes']);
  });

  test('keeps accounts that somebody uses by now, each for its reason', async () => {
    const list = await NominatedList.apply(world, classId, [LAN, MINH, HOA]);
    const [lan, minh, hoa] = await Promise.all(
      ['Trần Thị Lan', 'Lê Văn Minh', 'Phạm Thị Hoa'].map((name) => accountOf(name)),
    );
    await world.db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [lan]);
    await world.db.query(
      `INSERT INTO role_grant (id, account_id, role, unit_id) SELECT gen_random_uuid(), $1, 'marker', unit_id
       FROM person WHERE account_id = $1`,
      [minh],
    );
    const other = await world.fixture.course();
    const elsewhere = await world.fixture.trainingClass(other.courseId);
    await inTransaction(world.db, (tx) =>
      world.get(Enrolments).enrol(tx, { classId: elsewhere, accountId: hoa!, source: 'self' }),
    );
    await list.undo();
    expect(await people()).toHaveLength(3);
    expect(await list.effects()).toEqual(['2 kept-activated', '3 kept-role', '4 kept-elsewhere']);
    expect(await inClass()).toBe(0);
  });

  test('whom another list names too stay in the class, and go when that one is undone', async () => {
    const first = await NominatedList.apply(world, classId, [LAN, MINH]);
    const second = await NominatedList.apply(world, classId, [LAN]);
    await first.undo();
    expect(await first.effects()).toEqual(['2 kept-other-list', '3 removed']);
    expect((await people()).map((each) => each.name)).toEqual(['Trần Thị Lan']);
    expect(await inClass()).toBe(1);
    await second.undo();
    expect(await people()).toEqual([]);
  });

  test('is refused whole once somebody has begun, and the list stands as it was', async () => {
    const list = await NominatedList.apply(world, classId, [LAN, MINH]);
    await world.db.query(
      `UPDATE enrolment SET status = 'started', started_at = now() WHERE account_id = $1`,
      [await accountOf('Lê Văn Minh')],
    );
    expect(await list.undo()).toEqual({ status: 'failed', errorCode: 'enrolment.import-started' });
    expect((await list.row()).status).toBe('applied');
    expect(await list.effects()).toEqual(['2 created', '3 created']);
    expect(await inClass()).toBe(2);
  });

  test('goes on after it was cancelled in the middle', async () => {
    const lines = Array.from(
      { length: 320 },
      (_, index) =>
        `Nguyễn Văn Thứ ${'ABCDEFGHIJKLMNOPQRSTUVWX'[index % 24]}${'abcdefghijklmnop'[Math.floor(index / 24)]},,,Chuyên viên,Phường Hồng Bàng`,
    );
    const list = await NominatedList.apply(world, classId, lines);
    const tasks = world.get(TaskRepository);
    const beat = tasks.beat.bind(tasks);
    let beats = 0;
    tasks.beat = async (...given) => {
      const answer = await beat(...given);
      beats += 1;
      return answer === null ? null : beats === 2;
    };
    expect(await list.undo()).toMatchObject({ status: 'cancelled' });
    expect((await list.row()).status).toBe('undoing');
    expect(await people()).toHaveLength(20);
    tasks.beat = beat;
    const { taskId } = await list.row();
    await tasks.resume(taskId!);
    await list.work();
    expect((await list.row()).status).toBe('undone');
    expect(await people()).toEqual([]);
    expect((await list.row()).counts.effects).toEqual({ removed: 320 });
  });
});
