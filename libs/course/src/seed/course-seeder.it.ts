import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import { CourseReader } from '../reading/course-reader.js';
import { CourseWorld } from '../testing/course-world.js';
import { CourseSeeder } from './course-seeder.js';

jest.setTimeout(60_000);

const SEEDS = path.join(projectRoot, 'seeds/courses');
const OFFICIALS = 'ung-dung-ai-trong-cong-vu';
const words = (html: string): number =>
  html
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean).length;

describe('loading the real courses', () => {
  let world: CourseWorld;
  let seeder: CourseSeeder;
  let reader: CourseReader;
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-seed-'));

  beforeAll(async () => {
    world = await CourseWorld.open('31');
    seeder = world.get(CourseSeeder);
    reader = world.get(CourseReader);
    expect(await seeder.run()).toBe(2);
  });
  afterAll(async () => {
    await world.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  });

  const count = async (table: string): Promise<number> =>
    (await world.db.query(`SELECT count(*)::int AS n FROM ${table}`))[0].n;

  test('the course for officials has its lessons, its questions and its examination at the end', async () => {
    const course = await reader.publishedBySlug(OFFICIALS);
    expect(course).toMatchObject({ tiet: 12, audience: ['official'], versionNumber: 1 });
    const outline = await reader.outline(course?.versionId as string);
    expect(outline?.lessonsTotal).toBeGreaterThanOrEqual(9);
    expect(outline?.sections).toHaveLength(3);
    expect(outline?.sections.at(-1)?.lessons.at(-1)).toMatchObject({
      kind: 'quiz',
      quizId: outline?.quiz?.quizId,
    });
    const [{ n }] = await world.db.query(
      `SELECT count(*)::int AS n FROM question q JOIN question_bank b ON b.id = q.bank_id WHERE b.code = $1`,
      [OFFICIALS],
    );
    expect(n).toBeGreaterThanOrEqual(90);
    const [quiz] = await world.db.query('SELECT * FROM quiz WHERE id = $1', [outline?.quiz?.quizId]);
    expect(quiz).toMatchObject({ minutes: 30, attempts_allowed: 2, pass_percent: 70 });
    expect(quiz.frozen_at).not.toBeNull();
  });

  test('the course for citizens has 6 lessons and at least 40 questions', async () => {
    const course = await reader.publishedBySlug('an-toan-so');
    expect(await reader.lessonsTotal(course?.versionId as string)).toBe(6);
    const [{ n }] = await world.db.query(
      `SELECT count(*)::int AS n FROM question q JOIN question_bank b ON b.id = q.bank_id WHERE b.code = 'an-toan-so'`,
    );
    expect(n).toBeGreaterThanOrEqual(40);
  });

  test('every lesson has its words, its exercise, a picture with words for it, and no raw Markdown', async () => {
    for (const course of await reader.listPublished()) {
      const outline = await reader.outline(course.versionId);
      for (const { slug, kind } of outline?.sections.flatMap((section) => section.lessons) ?? []) {
        if (kind === 'quiz') continue;
        const lesson = await reader.lesson(course.versionId, slug);
        const html = lesson?.html ?? '';
        expect([slug, words(html) >= 600 && words(html) <= 1200]).toEqual([slug, true]);
        expect([slug, html.includes('<h2>Thực hành</h2>')]).toEqual([slug, true]);
        expect([
          slug,
          /<img src="\/media\/[0-9a-f-]{36}" alt="[^"]{10,}" width="\d+" height="\d+"/.test(html),
        ]).toEqual([slug, true]);
        expect([slug, /:::|!\[|\*\*|<aside class="callout">/.exec(html)]).toEqual([slug, null]);
        expect([slug, html.includes('<aside class="callout callout-')]).toEqual([slug, true]);
        expect(lesson?.sources.length).toBeGreaterThan(0);
      }
    }
  });

  test('questions point at lessons that exist', async () => {
    const stray = await world.db.query(
      `SELECT v.lesson_slug FROM question_version v JOIN question q ON q.id = v.question_id
         JOIN question_bank b ON b.id = q.bank_id JOIN course c ON c.slug = b.code
         JOIN course_version cv ON cv.course_id = c.id
        WHERE NOT EXISTS (SELECT FROM lesson l WHERE l.version_id = cv.id AND l.slug = v.lesson_slug)`,
    );
    expect(stray).toEqual([]);
  });

  test('a second run changes nothing', async () => {
    const tables = [
      'course',
      'course_version',
      'lesson',
      'block',
      'media',
      'quiz',
      'question_version',
      'audit_entry',
    ];
    const before = await Promise.all(tables.map(count));
    expect(await seeder.run()).toBe(0);
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  test('changed content is published as a new version; lessons keep their keys and old versions their words', async () => {
    const folder = path.join(scratch, 'changed');
    fs.cpSync(path.join(SEEDS, OFFICIALS), folder, { recursive: true });
    const file = path.join(folder, 'lessons/01-ai-la-gi-va-khong-la-gi.md');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('## AI là gì\n', '## AI là gì, nói gọn\n'));
    const before = await reader.publishedBySlug(OFFICIALS);
    expect(await seeder.load(folder)).toBe('updated');
    const after = await reader.publishedBySlug(OFFICIALS);
    expect(after?.versionNumber).toBe(2);
    const slug = 'ai-la-gi-va-khong-la-gi';
    const [old, fresh] = await Promise.all(
      [before, after].map((each) => reader.lesson(each?.versionId as string, slug)),
    );
    expect(old?.html).toContain('<h2>AI là gì</h2>');
    expect(fresh?.html).toContain('<h2>AI là gì, nói gọn</h2>');
    expect(fresh?.key).toBe(old?.key);
    expect(await seeder.load(path.join(SEEDS, OFFICIALS))).toBe('unchanged');
  });

  test('what authors wrote since is not overwritten', async () => {
    await world.db.query(
      `INSERT INTO course_version (id, course_id, number, title) SELECT gen_random_uuid(), id, 9, 'Bản nháp' FROM course WHERE slug = $1`,
      [OFFICIALS],
    );
    const folder = path.join(scratch, 'later');
    fs.cpSync(path.join(SEEDS, OFFICIALS), folder, { recursive: true });
    fs.appendFileSync(path.join(folder, 'course.yaml'), '\n# later\n');
    expect(await seeder.load(folder)).toBe('kept');
  });

  test('a folder with mistakes is refused whole, and every mistake is named with its file', async () => {
    const folder = path.join(scratch, 'wrong');
    fs.cpSync(path.join(SEEDS, 'an-toan-so'), folder, { recursive: true });
    const edit = (name: string, change: (text: string) => string) => {
      const file = path.join(folder, name);
      fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
    };
    edit('course.yaml', (text) => text.replace('count: 20', 'count: 900'));
    edit('lessons/01-dien-thoai-va-tai-khoan-cua-minh.md', (text) =>
      text.replace('media/as-ba-lop-cua.svg', 'media/khong-co.svg'),
    );
    fs.renameSync(
      path.join(folder, 'lessons/05-bao-ve-thong-tin-gia-dinh.md'),
      path.join(folder, 'lessons/05-ten-khac.md'),
    );
    const before = await count('course_version');
    const refusal = await seeder.load(folder).catch((error: Error) => error.message);
    expect(refusal).toContain('course.yaml: the exam draws 900 questions of “an-toan-so”, there are');
    expect(refusal).toContain('01-dien-thoai-va-tai-khoan-cua-minh.md: there is no media/khong-co.svg');
    expect(refusal).toContain('course.yaml: there is no lessons/05-bao-ve-thong-tin-gia-dinh.md');
    expect(refusal).toContain('lessons/05-ten-khac.md: not listed in course.yaml');
    expect(await count('course_version')).toBe(before);
  });
});
