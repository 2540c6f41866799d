import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrganisationWebModule } from '#organisation/web';
import { RouteRegistry } from '#platform/http';
import { BrowserSession, testInstallation } from '#platform/testing';
import { openWeb, seedUnits } from '../testing.js';
import { DemoDoorModule, IdentityWebModule } from '../web.js';
import { DEMO_PEOPLE } from './demo-people.js';
import { DemoPeopleSeeder } from './demo-people.seeder.js';

/** As apps/web composes it: the door only in demo mode. */
const compose = (demo: boolean) => [
  OrganisationWebModule,
  IdentityWebModule,
  ...(demo ? [DemoDoorModule] : []),
];

describe.each([true, false])('with demo mode %s', (demo) => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    installation = await testInstallation({ demo });
    app = await openWeb(installation.config, compose(demo));
    await seedUnits(app);
    await app.get(DemoPeopleSeeder, { strict: false }).run();
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const enter = async (role: string) => {
    const browser = new BrowserSession(app);
    await browser.get('/sign-in');
    await browser.post('/sign-in/demo', { role });
    return browser;
  };

  test('the sign-in page offers each role, or none', async () => {
    const browser = new BrowserSession(app);
    await browser.get('/sign-in');
    const offered = browser.page
      .querySelectorAll('button[name=role]')
      .map((each) => each.getAttribute('value'));
    expect(offered).toEqual(demo ? DEMO_PEOPLE.map((person) => person.role) : []);
  });

  test('the seeder may run again', async () => {
    expect(await app.get(DemoPeopleSeeder, { strict: false }).run()).toBe(0);
  });

  if (demo) {
    test.each(DEMO_PEOPLE.map((person) => [person.role, person.fullName]))('%s is %s', async (role, name) => {
      const browser = await enter(role);
      await browser.get('/account');
      expect(browser.text('main')).toContain(name);
    });

    test('needs the token of the page, like every change', async () => {
      const browser = new BrowserSession(app);
      await browser.get('/sign-in');
      const answer = await browser.inject({
        method: 'POST',
        url: '/sign-in/demo',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'role=system-admin',
      });
      expect(answer.statusCode).toBe(403);
      expect((await enter('emperor')).status).toBe(422);
    });
  } else {
    test('its address does not exist', async () => {
      const browser = await enter('system-admin');
      expect([browser.status, browser.cookie('hv')]).toEqual([404, undefined]);
      const bare = await app.inject({ method: 'POST', url: '/sign-in/demo', payload: {} });
      const nowhere = await app.inject({ method: 'POST', url: '/no-such-address', payload: {} });
      expect([bare.statusCode, nowhere.statusCode]).toEqual([404, 404]);
      expect(
        app
          .get(RouteRegistry)
          .list()
          .map((route) => route.path),
      ).not.toContain('/sign-in/demo');
    });
  }
});
