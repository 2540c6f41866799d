import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { makeAccount, seedUnits, signInAs } from '#identity/testing';
import { RouteRegistry } from '#platform/http';
import { createLogger } from '#platform/logging';
import { BrowserSession, testInstallation } from '#platform/testing';
import { createWeb } from './create-web.js';

const PROXY = '172.30.0.10';
const STRANGER = '203.0.113.66';
const PASSWORD = 'mat-khau-dung-2026';

/** What a visitor may claim about themselves, and who is believed (CVE-2018-13257 and its kin). */
describe('behind a reverse proxy', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    installation = await testInstallation({ publicUrl: 'https://hoc.example', trustProxy: [PROXY] });
    app = await createWeb(installation.config, createLogger('silent', 'test'));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await seedUnits(app);
  });
  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  /** Sends the sign-in form over the connection of `peer`, who says that it speaks for `client`. */
  const signIn = async (peer: string, client: string, username: string, password: string) => {
    const browser = new BrowserSession(app);
    await browser.get('/sign-in');
    return browser.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: peer,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': client,
        origin: 'https://hoc.example',
      },
      payload: new URLSearchParams({ identifier: username, password, _csrf: browser.csrf() }).toString(),
    });
  };
  const guess = async (peer: string, clients: (n: number) => string, username: string) => {
    const answers: number[] = [];
    for (let n = 0; n < 6; n++)
      answers.push((await signIn(peer, clients(n), username, 'sai-mat-khau')).statusCode);
    return answers;
  };
  const lockOuts = async (account: string) =>
    (
      await app
        .get(DataSource)
        .query(`SELECT 1 FROM audit_entry WHERE action = 'identity.lock-out' AND subject_id = $1`, [account])
    ).length;

  test('a stranger who claims a new address with each guess is stopped and recorded all the same', async () => {
    const account = await makeAccount(app, 'learner', 'vn', { username: 'lan1', password: PASSWORD });
    const answers = await guess(STRANGER, (n) => `198.51.100.${n}`, 'lan1');
    expect(answers).toEqual([422, 422, 422, 422, 429, 429]);
    expect(await lockOuts(account)).toBe(1);
  });

  test('the proxy is believed: each of its visitors has a count of their own', async () => {
    const account = await makeAccount(app, 'learner', 'vn', { username: 'lan2', password: PASSWORD });
    expect(await guess(PROXY, (n) => `198.51.100.${n}`, 'lan2')).toEqual([422, 422, 422, 422, 422, 422]);
    expect(await lockOuts(account)).toBe(0);
    expect(await guess(PROXY, () => '198.51.100.77', 'lan2')).toEqual([422, 422, 422, 422, 429, 429]);
    expect((await signIn(PROXY, '198.51.100.78', 'lan2', PASSWORD)).statusCode).toBe(303);
  });

  test('of a chain that a visitor began themselves, only the address the proxy saw counts', async () => {
    await makeAccount(app, 'learner', 'vn', { username: 'lan3', password: PASSWORD });
    const answers = await guess(PROXY, (n) => `192.0.2.${n}, ${STRANGER}`, 'lan3');
    expect(answers).toEqual([422, 422, 422, 422, 429, 429]);
  });

  test.each([PROXY, STRANGER])('cookies are for HTTPS only, whatever %s says of the scheme', async (peer) => {
    const browser = new BrowserSession(app);
    const answer = await browser.inject({
      method: 'GET',
      url: '/sign-in',
      remoteAddress: peer,
      headers: { 'x-forwarded-proto': 'http' },
    });
    expect(answer.cookies.length).toBeGreaterThan(0);
    for (const cookie of answer.cookies)
      expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-/), secure: true });
    expect(answer.headers['strict-transport-security']).toContain('max-age');
  });

  describe.each([PROXY, STRANGER])('a false Host from %s', (remoteAddress) => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };

    test('is repeated by no page, no redirect and no document', async () => {
      const browser = new BrowserSession(app);
      await signInAs(app, browser, await makeAccount(app, 'system-admin', 'vn'));
      const routes = app.get(RouteRegistry).list();
      const paths = routes.filter(({ method, path }) => method === 'GET' && !/[:*]/.test(path));
      expect(paths.length).toBeGreaterThan(20);
      const repeated: string[] = [];
      for (const { path } of paths) {
        const answer = await browser.inject({ method: 'GET', url: path, remoteAddress, headers });
        if (`${answer.body}${JSON.stringify(answer.headers)}`.includes('evil.example')) repeated.push(path);
      }
      expect(repeated).toEqual([]);
    });

    test('does not reach the link of a new password', async () => {
      const account = await makeAccount(app, 'learner', 'vn');
      const browser = new BrowserSession(app);
      await signInAs(app, browser, await makeAccount(app, 'system-admin', 'vn'));
      await browser.get(`/admin/accounts/${account}`);
      const answer = await browser.inject({
        method: 'POST',
        url: `/admin/accounts/${account}/code`,
        remoteAddress,
        headers: { ...headers, 'x-csrf-token': browser.csrf(), 'sec-fetch-site': 'same-origin' },
        payload: {},
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('https://hoc.example/');
      expect(answer.body).not.toContain('evil.example');
    });

    test('does not make a foreign page one of ours', async () => {
      const browser = new BrowserSession(app);
      await browser.get('/sign-in');
      const answer = await browser.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress,
        headers: { ...headers, origin: 'http://evil.example', 'x-csrf-token': browser.csrf() },
        payload: { identifier: 'lan1', password: PASSWORD },
      });
      expect(answer.statusCode).toBe(403);
    });
  });
});
