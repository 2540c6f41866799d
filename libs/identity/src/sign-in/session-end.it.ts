import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { BrowserSession } from '#platform/testing';
import { Sessions } from '../session/sessions.js';
import { type Door, openDoor, PASSWORD } from '../testing/door.js';
import { makeAccount } from '../testing.js';

describe('a session ends', () => {
  let door: Door;
  let app: NestFastifyApplication;
  let db: DataSource;
  let browser: BrowserSession;
  let nhung: string;
  beforeAll(async () => {
    door = await openDoor();
    ({ app, db, nhung } = door);
  }, 60_000);
  afterAll(() => door?.close());
  beforeEach(async () => {
    browser = await door.knock();
  });

  const signIn = (identifier: string, password = PASSWORD, more = {}) =>
    browser.post('/sign-in', { identifier, password, ...more });
  const isIn = async () => {
    await browser.get('/account');
    return browser.status === 200 && browser.url === '/account';
  };

  test('signing out ends the session in the database', async () => {
    await signIn('nhungpth');
    const token = browser.cookie('hv') as string;
    await browser.get('/account');
    await browser.post('/sign-out');
    expect(browser.url).toBe('/sign-in');
    browser.setCookie('hv', token);
    expect(await isIn()).toBe(false);
  });

  test('signing out on a page whose session has ended signs out, without complaint about the form', async () => {
    await signIn('nhungpth');
    await browser.get('/account');
    await db.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [nhung]);
    app.get(Sessions, { strict: false }).forget(nhung);
    await browser.post('/sign-out');
    expect([browser.url, browser.status]).toEqual(['/sign-in', 200]);
    expect(browser.cookie('hv')).toBeUndefined();
  });

  test('another form of a session that has ended leads to the door', async () => {
    await signIn('nhungpth');
    await browser.get('/account');
    await db.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [nhung]);
    app.get(Sessions, { strict: false }).forget(nhung);
    await browser.post('/account/language', { locale: 'en' });
    expect([browser.url, browser.status]).toEqual(['/sign-in', 200]);
  });

  test('nobody is signed out from another site', async () => {
    await signIn('nhungpth');
    const answer = await browser.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    expect(answer.statusCode).toBe(403);
    expect(await isIn()).toBe(true);
  });

  describe('a session ends after its time, and use moves the end', () => {
    /** Seconds the session has left after a use, when it began, was last used and would end so long ago. */
    const leftAfterUse = async (accountId: string, created: string, seen: string, expires: string) => {
      const sessions = app.get(Sessions, { strict: false });
      await db.query('DELETE FROM session WHERE account_id = $1', [accountId]);
      const { token } = await sessions.open(accountId);
      await db.query(
        `UPDATE session SET created_at = now() - $2::interval, last_seen_at = now() - $3::interval,
           expires_at = now() + $4::interval WHERE account_id = $1`,
        [accountId, created, seen, expires],
      );
      sessions.forget(accountId);
      if (!(await sessions.resolve(token))) return null;
      const [row] = await db.query(
        'SELECT extract(epoch FROM expires_at - now())::int AS seconds FROM session WHERE account_id = $1',
        [accountId],
      );
      return Math.round(row.seconds / 1800) / 2;
    };

    test('of a learner: seven days unused, fourteen at most', async () => {
      const learner = await makeAccount(app, 'learner', '11311', { password: PASSWORD });
      const left = (...times: [string, string, string]) => leftAfterUse(learner, ...times);
      expect(await left('1 day', '6 minutes', '1 day')).toBe(7 * 24);
      expect(await left('12 days', '6 minutes', '1 day')).toBe(2 * 24);
      expect(await left('1 day', '1 minute', '1 day')).toBe(24);
      expect(await left('8 days', '7 days', '-1 second')).toBeNull();
    });

    test('of staff: two hours unused, half a day at most', async () => {
      const left = (...times: [string, string, string]) => leftAfterUse(nhung, ...times);
      expect(await left('1 hour', '6 minutes', '1 hour')).toBe(2);
      expect(await left('11 hours', '6 minutes', '30 minutes')).toBe(1);
      expect(await left('1 hour', '1 minute', '1 hour')).toBe(1);
      expect(await left('3 hours', '2 hours', '-1 second')).toBeNull();
    });
  });
});
