import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeAccount, seedUnits, signInAs } from '#identity/testing';
import { ROLES, type Role, type RouteInfo, RouteRegistry } from '#platform/http';
import { createLogger } from '#platform/logging';
import { BrowserSession, testInstallation } from '#platform/testing';
import { createWeb } from './create-web.js';

/** Ids of the right form that nothing has. */
const NOBODY = '01930000-0000-7000-8000-000000000001';
const VISITOR = 'visitor';
type Who = Role | typeof VISITOR;
const EVERYBODY: Who[] = [VISITOR, ...ROLES];

// A thousand requests: slow only where many suites share two cores.
jest.setTimeout(120_000);

/**
 * Every route of the router with every role: who is not named by the route is refused before anything else is
 * looked at, and who is named is not. Whose rows are then shown is for the tests of each context.
 */
describe('every route and every role', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let routes: RouteInfo[];
  const browsers = new Map<Who, BrowserSession>();

  beforeAll(async () => {
    installation = await testInstallation();
    app = await createWeb(installation.config, createLogger('silent', 'test'));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await seedUnits(app);
    routes = app.get(RouteRegistry).list();
    for (const who of EVERYBODY) {
      const browser = new BrowserSession(app);
      if (who !== VISITOR) await signInAs(app, browser, await makeAccount(app, who, 'vn'));
      await browser.get(who === VISITOR ? '/sign-in' : '/account');
      browsers.set(who, browser);
    }
  });

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const allowed = ({ access }: RouteInfo, who: Who): boolean => {
    if (access === 'public') return true;
    return who !== VISITOR && (access === 'signed-in' || access.includes(who));
  };
  const addressOf = (path: string) => path.replace(/:\w+/g, NOBODY).replace('*', 'x');
  const ask = (who: Who, route: RouteInfo) => {
    const browser = browsers.get(who) as BrowserSession;
    return browser.inject({
      method: route.method as 'GET',
      url: addressOf(route.path),
      headers: { 'x-csrf-token': browser.csrf(), 'sec-fetch-site': 'same-origin' },
      ...(route.method === 'GET' ? {} : { payload: {} }),
    });
  };
  const isRefusal = (who: Who, answer: Awaited<ReturnType<typeof ask>>): boolean => {
    if (who !== VISITOR) return answer.statusCode === 403;
    return (
      answer.statusCode === 401 ||
      (answer.statusCode === 303 && String(answer.headers.location).startsWith('/sign-in'))
    );
  };

  test('there are routes, each of a known method, and no two alike', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(
      routes.filter(({ method }) => !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)),
    ).toEqual([]);
    const keys = routes.map(({ method, path }) => `${method} ${path}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('nothing is changed by GET', () => {
    expect(routes.filter(({ method, body }) => method === 'GET' && body !== null)).toEqual([]);
  });

  test('routes that reach everybody’s rows are for staff, never for all who sign in', () => {
    const open = routes.filter(
      ({ scope, access }) => scope === 'all' && (access === 'signed-in' || access.includes('learner')),
    );
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test.each(EVERYBODY)('%s is refused wherever the route does not name them', async (who) => {
    const wrong: string[] = [];
    for (const route of routes.filter((each) => !allowed(each, who))) {
      const answer = await ask(who, route);
      if (!isRefusal(who, answer)) wrong.push(`${route.method} ${route.path}: ${answer.statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  // Changes are left out: with nothing in their form they are refused for many good reasons.
  test.each(EVERYBODY)('%s may read wherever the route names them, and no page breaks', async (who) => {
    const wrong: string[] = [];
    for (const route of routes.filter((each) => each.method === 'GET' && allowed(each, who))) {
      const answer = await ask(who, route);
      // The second step of signing in leads back to the first when that was not taken.
      const refused = !route.path.startsWith('/sign-in/') && isRefusal(who, answer);
      if (refused || answer.statusCode >= 500) wrong.push(`${route.path}: ${answer.statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  test('a change without the token of the page is refused to everybody, on every route', async () => {
    const wrong: string[] = [];
    for (const who of EVERYBODY)
      for (const route of routes.filter(({ method }) => method === 'POST')) {
        const browser = browsers.get(who) as BrowserSession;
        const answer = await browser.inject({ method: 'POST', url: addressOf(route.path), payload: {} });
        // Nobody is signed in: the door comes before the question of the form. There is nothing to sign out of.
        const atTheDoor = who === VISITOR && isRefusal(who, answer);
        const nothingToEnd = who === VISITOR && route.path === '/sign-out';
        if (answer.statusCode !== 403 && !atTheDoor && !nothingToEnd)
          wrong.push(`${who} ${route.path}: ${answer.statusCode}`);
      }
    expect(wrong).toEqual([]);
  });
});
