import { describe, expect, test } from '@jest/globals';
import { Sessions } from '../session/sessions.js';
import { doorForTests, PASSWORD } from '../testing/door.js';
import { makeAccount } from '../testing.js';

describe('a session ends', () => {
  const door = doorForTests();

  test('signing out ends the session in the database', async () => {
    await door.signIn('nhungpth');
    const token = door.browser.cookie('hv') as string;
    await door.browser.get('/account');
    await door.browser.post('/sign-out');
    expect(door.browser.url).toBe('/sign-in');
    door.browser.setCookie('hv', token);
    expect(await door.isIn()).toBe(false);
  });

  test('signing out on a page whose session has ended signs out, without complaint about the form', async () => {
    await door.signIn('nhungpth');
    await door.browser.get('/account');
    await door.db.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [door.nhung]);
    door.app.get(Sessions, { strict: false }).forget(door.nhung);
    await door.browser.post('/sign-out');
    expect([door.browser.url, door.browser.status]).toEqual(['/sign-in', 200]);
    expect(door.browser.cookie('hv')).toBeUndefined();
  });

  test('another form of a session that has ended leads to the door', async () => {
    await door.signIn('nhungpth');
    await door.browser.get('/account');
    await door.db.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [door.nhung]);
    door.app.get(Sessions, { strict: false }).forget(door.nhung);
    await door.browser.post('/account/language', { locale: 'en' });
    expect([door.browser.url, door.browser.status]).toEqual(['/sign-in', 200]);
  });

  test('nobody is signed out from another site', async () => {
    await door.signIn('nhungpth');
    const answer = await door.browser.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    expect(answer.statusCode).toBe(403);
    expect(await door.isIn()).toBe(true);
  });

  describe('a session ends after its time, and use moves the end', () => {
    /** Seconds the session has left after a use, when it began, was last used and would end so long ago. */
    const leftAfterUse = async (accountId: string, created: string, seen: string, expires: string) => {
      const sessions = door.app.get(Sessions, { strict: false });
      await door.db.query('DELETE FROM session WHERE account_id = $1', [accountId]);
      const { token } = await sessions.open(accountId);
      await door.db.query(
        `UPDATE session SET created_at = now() - $2::interval, last_seen_at = now() - $3::interval,
           expires_at = now() + $4::interval WHERE account_id = $1`,
        [accountId, created, seen, expires],
      );
      sessions.forget(accountId);
      if (!(await sessions.resolve(token))) return null;
      const [row] = await door.db.query(
        'SELECT extract(epoch FROM expires_at - now())::int AS seconds FROM session WHERE account_id = $1',
        [accountId],
      );
      return Math.round(row.seconds / 1800) / 2;
    };

    test('of a learner: seven days unused, fourteen at most', async () => {
      const learner = await makeAccount(door.app, 'learner', '11311', { password: PASSWORD });
      const left = (...times: [string, string, string]) => leftAfterUse(learner, ...times);
      expect(await left('1 day', '6 minutes', '1 day')).toBe(7 * 24);
      expect(await left('12 days', '6 minutes', '1 day')).toBe(2 * 24);
      expect(await left('1 day', '1 minute', '1 day')).toBe(24);
      expect(await left('8 days', '7 days', '-1 second')).toBeNull();
    });

    test('of staff: two hours unused, half a day at most', async () => {
      const left = (...times: [string, string, string]) => leftAfterUse(door.nhung, ...times);
      expect(await left('1 hour', '6 minutes', '1 hour')).toBe(2);
      expect(await left('11 hours', '6 minutes', '30 minutes')).toBe(1);
      expect(await left('1 hour', '1 minute', '1 hour')).toBe(1);
      expect(await left('3 hours', '2 hours', '-1 second')).toBeNull();
    });
  });
});
