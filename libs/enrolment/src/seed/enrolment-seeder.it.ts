import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DemoPeopleSeeder } from '#identity';
import { localYear, TODAY } from '#platform/clock';
import { newId } from '#platform/ids';
import { LearningWorld } from '../testing/learning-world.js';
import { EnrolmentSeeder } from './enrolment-seeder.js';

let world: LearningWorld;
let seeder: EnrolmentSeeder;
beforeAll(async () => {
  world = await LearningWorld.open();
  seeder = world.get(EnrolmentSeeder);
}, 60_000);
afterAll(() => world?.close());

const classes = () =>
  world.db.query(
    `SELECT c.code, c.self_enrolment AS self, ${TODAY} BETWEEN c.starts_on AND c.ends_on AS open
     FROM training_class c ORDER BY c.code`,
  );

describe('the classes of the season', () => {
  test('wait for their unit and courses, are open today, and come once', async () => {
    await expect(seeder.classesOfSeason()).rejects.toThrow('seed the units first');
    for (const code of ['31', '11311', '31-SKHCN', '31-TTR', 'vn'])
      await world.db.query(
        `INSERT INTO unit (id, code, kind, name, path, valid_from)
         VALUES ($1, $2::text, 'department', 'Đơn vị ' || $2, ('x.' || replace($2, '-', '_'))::ltree, '2025-07-01')`,
        [newId(), code],
      );
    expect(await seeder.classesOfSeason()).toBe(0);
    await addCourse('an-toan-so');
    expect(await seeder.classesOfSeason()).toBe(1);
    await addCourse('ung-dung-ai-trong-cong-vu');
    expect(await seeder.classesOfSeason()).toBe(1);
    expect(await seeder.classesOfSeason()).toBe(0);
    const year = localYear(new Date());
    expect(await classes()).toEqual([
      { code: `HP-${year}-1.1`, self: false, open: true },
      { code: `HP-${year}-CD`, self: true, open: true },
    ]);
  });

  test('take the demo learner into class 1.1, once', async () => {
    expect(await seeder.demoLearner()).toBe(0);
    await world.get(DemoPeopleSeeder).run();
    expect(await seeder.demoLearner()).toBe(1);
    expect(await seeder.demoLearner()).toBe(0);
    const rows = await world.db.query(
      `SELECT source, target_group, lessons_total, quizzes_total FROM enrolment`,
    );
    expect(rows).toEqual([{ source: 'list', target_group: 'official', lessons_total: 2, quizzes_total: 1 }]);
  });
});

async function addCourse(slug: string): Promise<void> {
  const { courseId } = await world.fixture.course(2, await world.quiz());
  await world.db.query('UPDATE course SET slug = $2 WHERE id = $1', [courseId, slug]);
}
