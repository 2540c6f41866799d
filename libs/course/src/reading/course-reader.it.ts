import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { newId } from '#platform/ids';
import { TestDatabase } from '#platform/testing';
import { Block } from '../version/block.entity.js';
import { Course } from '../version/course.entity.js';
import { CourseRepository } from '../version/course.repository.js';
import { CourseVersion } from '../version/course-version.entity.js';
import { Lesson } from '../version/lesson.entity.js';
import { Section } from '../version/section.entity.js';
import { CourseReader } from './course-reader.js';

jest.setTimeout(60_000);

const QUIZ = newId();
const details = {
  title: 'Bảo mật cho người mới',
  summary: 'Giữ kín dữ liệu.',
  audience: ['official' as const],
  tiet: 4,
  outcomes: ['Đặt được mật khẩu tốt.'],
  skills: [{ framework: 'tt02-2025', component: '4.1', level: 2 }],
  sources: [],
};
const plain = { summary: '', minutes: 20, skills: [], sources: [] };

describe('reading courses', () => {
  let database: TestDatabase;
  let db: DataSource;
  let reader: CourseReader;
  const repository = new CourseRepository();
  const courseId = newId();

  beforeAll(async () => {
    database = await TestDatabase.create();
    db = await database.connect([Course, CourseVersion, Section, Lesson, Block]);
    reader = new CourseReader(db);
    const unitId = newId();
    await db.query(
      `INSERT INTO unit (id, code, kind, name, path, valid_from) VALUES ($1, 'x', 'province', 'X', 'vn.x', '2025-07-01')`,
      [unitId],
    );
    const bankId = newId();
    await db.query(`INSERT INTO question_bank (id, code, title) VALUES ($1, 'b', 'B')`, [bankId]);
    await db.query(
      `INSERT INTO quiz (id, bank_id, title, minutes, attempts_allowed, pass_percent, draw) VALUES ($1, $2, 'Q', 10, 2, 70, '[]')`,
      [QUIZ, bankId],
    );
    await db.query(`INSERT INTO course (id, slug, code, owner_unit_id) VALUES ($1, 'bao-mat', 'BM', $2)`, [
      courseId,
      unitId,
    ]);
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const publishTitled = async (title: string, key: string): Promise<string> =>
    db.transaction(async (tx) => {
      const version = CourseVersion.draft(courseId, await repository.nextNumber(tx, courseId), {
        ...details,
        title,
      });
      const section = version.addSection('Phần một');
      const lesson = version.addLesson(section.id, { ...plain, title: 'Mật khẩu' }, { key });
      lesson.addBlock({ kind: 'text', html: '<p onclick="x()">Xin chào <b>anh/chị</b></p>' });
      version.addLesson(section.id, { ...plain, title: 'Kiểm tra' }, { kind: 'quiz', quizId: QUIZ });
      const earlier = await repository.published(tx, courseId);
      if (earlier) {
        earlier.supersede();
        await repository.saveStatus(tx, earlier);
      }
      await repository.save(tx, version);
      version.publish(new Date(), null);
      await repository.saveStatus(tx, version);
      return version.id;
    });

  test('a learner keeps the version they started, a new one gets the newest', async () => {
    const key = newId();
    expect(await reader.publishedBySlug('bao-mat')).toBeNull();
    const first = await publishTitled('Bản một', key);
    expect(await reader.publishedBySlug('bao-mat')).toMatchObject({
      versionId: first,
      title: 'Bản một',
      tiet: 4,
    });
    const second = await publishTitled('Bản hai', key);
    expect((await reader.publishedByCourse(courseId))?.versionId).toBe(second);
    expect((await reader.version(first))?.title).toBe('Bản một');
    expect([...(await reader.versions([first, second, first])).keys()].sort()).toEqual(
      [first, second].sort(),
    );
    const keys = await Promise.all(
      [first, second].map(async (id) => (await reader.outline(id))?.sections[0]?.lessons[0]?.key),
    );
    expect(keys).toEqual([key, key]);
  });

  test('the outline counts lessons and names the quiz apart', async () => {
    const versionId = await publishTitled('Bản ba', newId());
    const outline = await reader.outline(versionId);
    expect(outline).toMatchObject({
      lessonsTotal: 1,
      minutesTotal: 40,
      quiz: { quizId: QUIZ, slug: 'kiem-tra' },
    });
    expect(await reader.lessonsTotal(versionId)).toBe(1);
  });

  test('a lesson is rendered safe, with its neighbours, even when its row was written by other hands', async () => {
    const versionId = await publishTitled('Bản bốn', newId());
    const lesson = await reader.lesson(versionId, 'mat-khau');
    expect(lesson).toMatchObject({ number: 1, previous: null, next: { slug: 'kiem-tra', kind: 'quiz' } });
    expect(lesson?.html).toBe('<p>Xin chào <strong>anh/chị</strong></p>');
    expect(await reader.lesson(versionId, 'khong-co')).toBeNull();
    expect(await reader.lesson(newId(), 'mat-khau')).toBeNull();
  });

  test('an archived course takes nobody new, and its versions stay readable', async () => {
    const versionId = await publishTitled('Bản năm', newId());
    await db.query('UPDATE course SET archived_at = now() WHERE id = $1', [courseId]);
    expect(await reader.publishedBySlug('bao-mat')).toBeNull();
    expect((await reader.version(versionId))?.title).toBe('Bản năm');
    await db.query('UPDATE course SET archived_at = NULL WHERE id = $1', [courseId]);
  });
});
