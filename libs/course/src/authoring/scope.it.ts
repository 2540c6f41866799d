import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Role, RouteRegistry } from '#platform/http';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { CourseSeeder } from '../seed/course-seeder.js';
import { CourseWorld } from '../testing/course-world.js';

jest.setTimeout(60_000);

/** Every authoring route × who comes: taken from the router, so that a new route is tested the day it is added. */
describe('who may write a course', () => {
  let world: CourseWorld;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    world = await CourseWorld.open('31', '31.a', '01');
    await world.get(CourseSeeder).run();
    const owner = await world.as('author', '31');
    ids['id'] = (await world.db.query(`SELECT id FROM course WHERE slug = 'an-toan-so'`))[0].id;
    await owner.get(`/authoring/courses/${ids['id']}`);
    await owner.post(`/authoring/courses/${ids['id']}/draft`);
    const [lesson] = await world.db.query(
      `SELECT l.id, l.section_id, b.id AS block FROM lesson l JOIN course_version v ON v.id = l.version_id
         JOIN block b ON b.lesson_id = l.id WHERE v.course_id = $1 AND v.status = 'draft' LIMIT 1`,
      [ids['id']],
    );
    Object.assign(ids, { lessonId: lesson.id, sectionId: lesson.section_id, blockId: lesson.block });
    ids['slug'] = 'dien-thoai-va-tai-khoan-cua-minh';
  });
  afterAll(() => world.close());

  const routes = () =>
    world
      .get(RouteRegistry)
      .list()
      .filter((route) => route.path.startsWith('/authoring/courses/:id'));
  const urlOf = (path: string) => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? newId());

  async function statusOf(browser: BrowserSession, method: string, path: string): Promise<number> {
    const payload = { _csrf: browser.csrf() };
    const response = await browser.inject(
      method === 'GET'
        ? { method: 'GET', url: urlOf(path) }
        : {
            method: 'POST',
            url: urlOf(path),
            payload: new URLSearchParams(payload).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          },
    );
    return response.statusCode;
  }

  /** Everything of the course that a wrong hand could change. */
  const snapshot = async () =>
    JSON.stringify(
      await world.db.query(
        `SELECT (SELECT json_agg(c ORDER BY id) FROM course c) AS c, (SELECT json_agg(v ORDER BY id) FROM course_version v) AS v,
                (SELECT json_agg(s ORDER BY id) FROM section s) AS s, (SELECT json_agg(l ORDER BY id) FROM lesson l) AS l,
                (SELECT json_agg(b ORDER BY id) FROM block b) AS b, (SELECT json_agg(m ORDER BY id) FROM media m) AS m`,
      ),
    );

  test('there are routes to test, for reading and for changing', () => {
    const methods = routes().map((route) => route.method);
    expect(methods.filter((method) => method === 'POST').length).toBeGreaterThan(12);
    expect(methods.filter((method) => method === 'GET').length).toBeGreaterThan(12);
  });

  test.each<[Role, string, number[]]>([
    // Another unit, or a unit below: the course is not there for them. A form that never fits is refused as such.
    ['author', '01', [404, 422]],
    ['author', '31.a', [404, 422]],
    ['programme-admin', '01', [404, 422]],
    ['learner', '31', [403]],
    ['unit-manager', '31', [403]],
    ['registrar', '31', [403]],
    ['auditor', '31', [403]],
  ])('%s of %s is refused on every route, and nothing changes', async (role, unit, refusals) => {
    const browser = await world.as(role, unit);
    // With a token of their own: what refuses is role and scope, not a missing token.
    await browser.get('/courses');
    expect(browser.csrf()).not.toBe('');
    const before = await snapshot();
    for (const { method, path } of routes()) {
      const status = await statusOf(browser, method, path);
      expect([method, path, refusals.includes(status)]).toEqual([method, path, true]);
      if (method === 'GET') expect([path, status]).toEqual([path, refusals[0]]);
    }
    expect(await snapshot()).toBe(before);
  });

  test('nobody signed in is led to the sign-in page', async () => {
    const browser = world.browser();
    for (const { path, method } of routes().filter((route) => route.method === 'GET'))
      expect([path, await statusOf(browser, method, path)]).toEqual([path, 303]);
  });

  test.each<[Role, string]>([
    ['author', '31'],
    ['programme-admin', '31'],
  ])('%s of %s reads every page', async (role, unit) => {
    const browser = await world.as(role, unit);
    for (const { path } of routes().filter((route) => route.method === 'GET' && !path404(route.path)))
      expect([path, await statusOf(browser, 'GET', path)]).toEqual([path, 200]);
  });
  // The pages of a quiz or of practice at a lesson that is neither; the form for a new block, which wants a kind.
  const path404 = (path: string) =>
    /lessonId\/quiz(\/sections.*)?$|activities\/:lessonId$|blocks\/new$/.test(path);

  test('the list shows only courses of one’s units', async () => {
    const titles = async (unit: string) => {
      const browser = await world.as('author', unit);
      await browser.get('/authoring/courses');
      return browser.page.querySelectorAll('.row-title').length;
    };
    expect(await titles('31')).toBe(2);
    expect(await titles('01')).toBe(0);
    expect(await titles('31.a')).toBe(0);
  });

  test('ids of another course do not open a door: sections, lessons and blocks are looked up in the draft', async () => {
    const browser = await world.as('author', '31');
    const other = (await world.db.query(`SELECT id FROM course WHERE slug = 'ung-dung-ai-trong-cong-vu'`))[0]
      .id;
    await browser.get(`/authoring/courses/${other}`);
    await browser.post(`/authoring/courses/${other}/draft`);
    const before = await snapshot();
    for (const path of [
      `/authoring/courses/${other}/lessons/${ids['lessonId']}/deletion`,
      `/authoring/courses/${other}/sections/${ids['sectionId']}/deletion`,
      `/authoring/courses/${other}/lessons/${ids['lessonId']}/blocks/${ids['blockId']}/deletion`,
    ]) {
      await browser.get(`/authoring/courses/${other}`);
      await browser.post(path);
      expect([path, browser.status]).toEqual([path, 404]);
    }
    expect(await snapshot()).toBe(before);
  });
});
