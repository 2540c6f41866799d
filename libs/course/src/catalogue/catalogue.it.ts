import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { CourseSeeder } from '../seed/course-seeder.js';
import { CourseWorld } from '../testing/course-world.js';
import { PAGE_SIZE } from './course-catalogue.js';

jest.setTimeout(60_000);

interface Answer {
  total: number;
  nearest: boolean;
  items: { slug: string; href: string }[];
}

describe('the catalogue', () => {
  let world: CourseWorld;
  let browser: BrowserSession;

  beforeAll(async () => {
    world = await CourseWorld.open('31');
    await world.get(CourseSeeder).run();
    await addCourse('bao-mat', 'Bảo mật thông tin cho đơn vị', 'worker');
    await addCourse('nhap', 'Chưa công bố qzdraft', 'worker', 'draft');
    browser = world.browser();
  });
  afterAll(() => world.close());

  const addCourse = async (slug: string, title: string, audience: string, status = 'published') => {
    const id = newId();
    await world.db.query(
      `INSERT INTO course (id, slug, code, owner_unit_id) SELECT $1, $2::text, upper($2), id FROM unit LIMIT 1`,
      [id, slug],
    );
    await world.db.query(
      `INSERT INTO course_version (id, course_id, number, status, title, audience, tiet, published_at)
       VALUES ($1, $2, 1, $3::text, $4, ARRAY[$5], 1, CASE WHEN $3 = 'draft' THEN NULL ELSE now() END)`,
      [newId(), id, status, title, audience],
    );
  };
  const search = async (query: string) => (await browser.json<Answer>('GET', `/api/courses?${query}`)).body;
  const slugs = async (query: string) => (await search(query)).items.map((item) => item.slug);

  test.each([
    ['bao mat', 'bao-mat'],
    ['BẢO MẬT', 'bao-mat'],
    ['Bảo mật'.normalize('NFD'), 'bao-mat'],
    ['mat bao', 'bao-mat'],
    ['an toan so', 'an-toan-so'],
    ['an toàn môi trường', 'an-toan-so'],
    ['ai-hp-1.1', 'ung-dung-ai-trong-cong-vu'],
  ])('“%s” finds %s', async (words, slug) => {
    expect(await slugs(`q=${encodeURIComponent(words)}`)).toContain(slug);
  });

  test('a draft is not in it', async () => {
    expect(await slugs('q=qzdraft')).toEqual([]);
  });

  test('a slip of the finger still finds what was meant, and says so', async () => {
    expect(await search('q=an%20toam%20tren%20moi')).toMatchObject({
      nearest: true,
      items: [{ slug: 'an-toan-so' }],
    });
    await browser.get('/courses?q=an+toam+tren+moi');
    expect(browser.text('#catalogue-results')).toContain('gần giống');
  });

  test('% and _ are letters, and odd queries do no harm', async () => {
    for (const query of [
      'q=%25',
      'q=_',
      'q=%5C',
      'q[]=x',
      'audience=king',
      'page=-3',
      'page=x',
      "q='%3B--",
      'q=%00a',
    ])
      expect((await browser.json<Answer>('GET', `/api/courses?${query}`)).status).toBe(200);
    expect(await slugs('q=%25')).toEqual([]);
  });

  test('shows each group its courses, with counts that agree', async () => {
    expect(await slugs('audience=citizen')).toEqual(['an-toan-so']);
    await browser.get('/courses?audience=citizen');
    const current = browser.page.querySelector('nav a[aria-current=true]');
    expect(current?.text.replace(/\s+/g, ' ').trim()).toBe('Người dân 1');
    expect(browser.page.querySelectorAll('.course-card')).toHaveLength(1);
    const link = browser.page.querySelector('.course-card a');
    expect(link?.getAttribute('href')).toBe('/courses/an-toan-so');
  });

  test('an empty answer says what to do next', async () => {
    await browser.get('/courses?q=zzzzqqqq');
    expect(browser.status).toBe(200);
    expect(browser.text('.empty')).toContain('thử một từ ngắn hơn');
    expect(browser.page.querySelector('.empty a')?.getAttribute('href')).toBe('/courses');
  });

  test('an archived course leaves it', async () => {
    await addCourse('sap-luu', 'Khóa học sắp lưu trữ', 'student');
    expect(await slugs('audience=student')).toEqual(['sap-luu']);
    await world.db.query(`UPDATE course SET archived_at = now() WHERE slug = 'sap-luu'`);
    expect(await slugs('audience=student')).toEqual([]);
  });

  test('long lists come in pages that neither repeat nor lose a course', async () => {
    for (let number = 1; number <= PAGE_SIZE + 3; number++)
      await addCourse(`trang-${number}`, `Trang số ${number}`, 'student');
    const first = await slugs('q=trang');
    const second = await slugs('q=trang&page=2');
    expect(first).toHaveLength(PAGE_SIZE);
    expect(new Set([...first, ...second]).size).toBe(PAGE_SIZE + 3);
    await browser.get('/courses?q=trang&page=2');
    expect(browser.page.querySelector('.pagination a[rel=prev]')?.getAttribute('href')).toBe(
      '/courses?q=trang',
    );
    expect(browser.text('.table-foot')).toContain('Hiện 13–15 trên 15');
  });

  test('one course as data, without its keys', async () => {
    const { status, body } = await browser.json('GET', '/api/courses/an-toan-so');
    expect(status).toBe(200);
    expect(body).toMatchObject({ slug: 'an-toan-so', tiet: 6, versionNumber: 1 });
    expect(JSON.stringify(body)).not.toMatch(/quizId|versionId|correct/);
    expect((await browser.json('GET', '/api/courses/khong-co')).status).toBe(404);
  });
});
