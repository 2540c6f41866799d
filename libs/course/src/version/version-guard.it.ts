import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { CourseSeeder } from '../seed/course-seeder.js';
import { CourseWorld } from '../testing/course-world.js';

jest.setTimeout(60_000);

/** The last line of defence: whatever the code does, the database keeps what learners started. */
describe('a published version in the database', () => {
  let world: CourseWorld;
  let versionId: string;

  beforeAll(async () => {
    world = await CourseWorld.open('31');
    await world.get(CourseSeeder).run();
    [{ id: versionId }] = await world.db.query(
      `SELECT id FROM course_version WHERE status = 'published' LIMIT 1`,
    );
  });
  afterAll(() => world.close());

  const OF_VERSION = 'version_id = $1';
  const OF_LESSON = 'lesson_id IN (SELECT id FROM lesson WHERE version_id = $1)';

  test.each([
    ['its title', `UPDATE course_version SET title = 'x' WHERE id = $1`],
    ['its number', 'UPDATE course_version SET number = 99 WHERE id = $1'],
    [
      'its status, back to draft',
      `UPDATE course_version SET status = 'draft', published_at = NULL WHERE id = $1`,
    ],
    [
      'its date, along with its status',
      `UPDATE course_version SET status = 'superseded', published_at = now() WHERE id = $1`,
    ],
    [
      'its course',
      'UPDATE course_version SET course_id = (SELECT id FROM course WHERE id <> course_id LIMIT 1) WHERE id = $1',
    ],
    ['its cover', 'UPDATE course_version SET cover_media_id = NULL WHERE id = $1'],
    ['itself, by deletion', 'DELETE FROM course_version WHERE id = $1'],
    ['a section’s title', `UPDATE section SET title = 'x' WHERE ${OF_VERSION}`],
    ['sections, by deletion', `DELETE FROM section WHERE ${OF_VERSION}`],
    [
      'sections, by addition',
      `INSERT INTO section (id, version_id, position, title) VALUES ('${newId()}', $1, 99, 'x')`,
    ],
    ['a lesson’s order', `UPDATE lesson SET position = position + 1 WHERE ${OF_VERSION}`],
    ['a lesson’s examination', `UPDATE lesson SET minutes = 1 WHERE quiz_id IS NOT NULL AND ${OF_VERSION}`],
    ['lessons, by deletion', `DELETE FROM lesson WHERE ${OF_VERSION}`],
    [
      'lessons, by addition',
      `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, slug, title)
       SELECT '${newId()}', $1, id, 99, '${newId()}', 'x', 'x' FROM section WHERE ${OF_VERSION} LIMIT 1`,
    ],
    ['a text', `UPDATE block SET html = 'x' WHERE ${OF_LESSON}`],
    ['blocks, by deletion', `DELETE FROM block WHERE ${OF_LESSON}`],
    [
      'blocks, by addition',
      `INSERT INTO block (id, lesson_id, position, kind) SELECT '${newId()}', id, 99, 'text' FROM lesson WHERE ${OF_VERSION} LIMIT 1`,
    ],
  ])('does not change %s', async (_, sql) => {
    await expect(world.db.query(sql, [versionId])).rejects.toThrow(/is published/);
  });

  test('does not take in lessons that leave a draft', async () => {
    const [{ course_id: courseId }] = await world.db.query(
      'SELECT course_id FROM course_version WHERE id = $1',
      [versionId],
    );
    const [draft, section, lesson] = [newId(), newId(), newId()];
    await world.db.query(
      `INSERT INTO course_version (id, course_id, number, title) VALUES ($1, $2, 50, 'x')`,
      [draft, courseId],
    );
    await world.db.query(`INSERT INTO section (id, version_id, position, title) VALUES ($1, $2, 1, 'x')`, [
      section,
      draft,
    ]);
    await world.db.query(
      `INSERT INTO lesson (id, version_id, section_id, position, lesson_key, slug, title) VALUES ($1, $2, $3, 1, $1, 'x', 'x')`,
      [lesson, draft, section],
    );
    await expect(
      world.db.query('UPDATE lesson SET version_id = $1 WHERE id = $2', [versionId, lesson]),
    ).rejects.toThrow(/is published/);
    await world.db.query('DELETE FROM course_version WHERE id = $1', [draft]);
    expect(await world.db.query('SELECT 1 FROM lesson WHERE id = $1', [lesson])).toEqual([]);
  });

  test('may be superseded, once and for good', async () => {
    await world.db.query(`UPDATE course_version SET status = 'superseded' WHERE id = $1`, [versionId]);
    for (const status of ['published', 'draft', 'superseded'])
      await expect(
        world.db.query(`UPDATE course_version SET status = $2 WHERE id = $1`, [versionId, status]),
      ).rejects.toThrow(/is published/);
    await expect(
      world.db.query(`UPDATE block SET html = 'x' WHERE ${OF_LESSON}`, [versionId]),
    ).rejects.toThrow(/is published/);
  });

  test('a course has one draft and one published version at most', async () => {
    const [{ id }] = await world.db.query(
      `SELECT course_id AS id FROM course_version WHERE status = 'published' LIMIT 1`,
    );
    const add = (number: number, status: string) =>
      world.db.query(
        `INSERT INTO course_version (id, course_id, number, title, status, published_at)
         VALUES ($1, $2, $3, 'x', $4::text, CASE WHEN $4 = 'draft' THEN NULL ELSE now() END)`,
        [newId(), id, number, status],
      );
    await add(60, 'draft');
    await expect(add(61, 'draft')).rejects.toThrow(/course_one_draft/);
    await expect(add(62, 'published')).rejects.toThrow(/course_one_published/);
  });
});
