import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CoreModule } from '#platform/core';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { EnrolmentModule } from '../enrolment.module.js';
import { Fixture } from '../testing/fixture.js';
import { Enrolments } from './enrolments.js';

let app: INestApplicationContext;
let db: DataSource;
let fixture: Fixture;
let enrolments: Enrolments;
let cleanUp: () => Promise<void>;

beforeAll(async () => {
  const installation = await testInstallation({ databasePool: 12 });
  cleanUp = installation.cleanUp;
  const core = CoreModule.forProcess('test', installation.config, createLogger('silent', 'test'));
  app = await NestFactory.createApplicationContext(
    { module: class Root {}, imports: [core, EnrolmentModule] },
    { logger: false },
  );
  db = app.get(DataSource);
  fixture = await Fixture.create(db);
  enrolments = app.get(Enrolments);
});

afterAll(async () => {
  await app?.close();
  await cleanUp?.();
});

const self = (classId: string, accountId: string) =>
  inTransaction(db, (tx) => enrolments.enrol(tx, { classId, accountId, source: 'self' }));
const list = (classId: string, accountIds: string[], importId?: string) =>
  inTransaction(db, (tx) =>
    enrolments.enrolMany(
      tx,
      classId,
      accountIds.map((accountId) => ({ accountId, unitId: fixture.unitId })),
      importId ? { source: 'list', importId } : { source: 'list' },
    ),
  );
const rowsOf = (classId: string) =>
  db.query('SELECT * FROM enrolment WHERE class_id = $1 ORDER BY id', [classId]) as Promise<
    { id: string; course_version_id: string; status: string; lessons_total: number; target_group: string }[]
  >;
const importOf = async (classId: string) => {
  const id = newId();
  await db.query(
    `INSERT INTO roster_import (id, class_id, file_key, file_name, file_sha256) VALUES ($1, $2, 'k', 'ds.xlsx', '\\x00')`,
    [id, classId],
  );
  return id;
};

describe('enrolling', () => {
  test('gives 10 places to exactly 10 of 50 people who ask at the same moment', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId, { capacity: 10 });
    const people = await fixture.people(50);
    const results = await Promise.allSettled(people.map((accountId) => self(classId, accountId)));
    const refused = results.filter((each) => each.status === 'rejected');
    expect(results.length - refused.length).toBe(10);
    expect(new Set(refused.map((each) => each.reason.code))).toEqual(new Set(['enrolment.class-full']));
    expect(await rowsOf(classId)).toHaveLength(10);
  });

  test('a person who asks twenty times at once is enrolled once, and told of it once', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId);
    const accountId = await fixture.person();
    const results = await Promise.all(Array.from({ length: 20 }, () => self(classId, accountId)));
    expect(results.filter((each) => each.created)).toHaveLength(1);
    const [enrolment] = await rowsOf(classId);
    const events = await db.query(`SELECT type FROM outbox WHERE aggregate_id = $1`, [enrolment!.id]);
    expect(events).toEqual([{ type: 'EnrolmentCreated' }]);
  });

  test('keeps the version that was published on the day, also after a newer one', async () => {
    const { courseId, versionId } = await fixture.course(3);
    const classId = await fixture.trainingClass(courseId);
    await self(classId, await fixture.person());
    const newer = await fixture.publish(courseId, 2, 5);
    await self(classId, await fixture.person());
    const rows = await rowsOf(classId);
    expect(rows.map((row) => [row.course_version_id, row.lessons_total])).toEqual([
      [versionId, 3],
      [newer, 5],
    ]);
  });

  test('takes the target group of the person, and that of the class for a list', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId);
    await self(classId, await fixture.person('Trần Thị Bích', 'citizen'));
    await list(classId, [await fixture.person('Lê Văn Cường', 'citizen')]);
    expect((await rowsOf(classId)).map((row) => row.target_group)).toEqual(['citizen', 'official']);
  });

  test('refuses oneself before, after and where only lists are taken; a list may come early', async () => {
    const { courseId } = await fixture.course();
    const code = async (options: object) => {
      const classId = await fixture.trainingClass(courseId, options);
      return self(classId, await fixture.person()).then(
        () => 'enrolled',
        (error: { code: string }) => error.code,
      );
    };
    expect(await code({ from: 2 })).toBe('enrolment.class-ahead');
    expect(await code({ to: -2 })).toBe('enrolment.class-over');
    expect(await code({ selfEnrolment: false })).toBe('enrolment.list-only');
    const early = await fixture.trainingClass(courseId, { from: 2 });
    expect(await list(early, [await fixture.person()])).toMatchObject([{ created: true }]);
    const over = await fixture.trainingClass(courseId, { to: -2 });
    await expect(list(over, [await fixture.person()])).rejects.toMatchObject({
      code: 'enrolment.class-over',
    });
  });

  test('a list that does not fit is refused whole; people already in the class take no second place', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId, { capacity: 5 });
    const people = await fixture.people(7);
    const first = await list(classId, people.slice(0, 3));
    await expect(list(classId, people.slice(2))).rejects.toMatchObject({
      code: 'enrolment.class-full',
      params: { capacity: 5, left: 2 },
    });
    expect(await rowsOf(classId)).toHaveLength(3);
    const again = await list(classId, people.slice(0, 5));
    expect(again.map((each) => each.created)).toEqual([false, false, false, true, true]);
    expect(again.slice(0, 3).map((each) => each.enrolmentId)).toEqual(first.map((each) => each.enrolmentId));
    expect(await inTransaction(db, (tx) => enrolments.placesLeft(tx, classId))).toBe(0);
  });

  test('the same person twice in one list is one enrolment', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId);
    const accountId = await fixture.person();
    expect(await list(classId, [accountId, accountId])).toHaveLength(1);
    expect(await rowsOf(classId)).toHaveLength(1);
  });
});

describe('undoing an import', () => {
  test('withdraws those it enrolled, and only those; enrolling again begins a new enrolment', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId, { capacity: 4 });
    const people = await fixture.people(4);
    await list(classId, people.slice(0, 1));
    const importId = await importOf(classId);
    await list(classId, people, importId);
    const withdrawn = await inTransaction(db, (tx) => enrolments.withdrawUnstarted(tx, importId));
    expect(withdrawn).toHaveLength(3);
    expect((await rowsOf(classId)).map((row) => row.status)).toEqual([
      'enrolled',
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
    expect(await inTransaction(db, (tx) => enrolments.withdrawUnstarted(tx, importId))).toEqual([]);
    const again = await list(classId, people);
    expect(again.map((each) => each.created)).toEqual([false, true, true, true]);
    const events = await db.query(
      `SELECT type, count(*)::int AS count FROM outbox WHERE aggregate_id = ANY($1::uuid[]) GROUP BY type ORDER BY type`,
      [withdrawn],
    );
    expect(events).toEqual([
      { type: 'EnrolmentCreated', count: 3 },
      { type: 'EnrolmentWithdrawn', count: 3 },
    ]);
  });

  test('is refused, with nothing withdrawn, once somebody has begun', async () => {
    const { courseId } = await fixture.course();
    const classId = await fixture.trainingClass(courseId);
    const importId = await importOf(classId);
    const [first] = await list(classId, await fixture.people(3), importId);
    await db.query(`UPDATE enrolment SET status = 'started', started_at = now() WHERE id = $1`, [
      first!.enrolmentId,
    ]);
    await expect(inTransaction(db, (tx) => enrolments.withdrawUnstarted(tx, importId))).rejects.toMatchObject(
      { code: 'enrolment.import-started', params: { count: 1 } },
    );
    expect((await rowsOf(classId)).filter((row) => row.status === 'withdrawn')).toEqual([]);
  });
});
