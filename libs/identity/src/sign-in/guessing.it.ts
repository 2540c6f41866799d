import { describe, expect, test } from '@jest/globals';
import { BrowserSession } from '#platform/testing';
import { Accounts } from '../account/accounts.js';
import { doorForTests, PASSWORD } from '../testing/door.js';

describe('guessing, and changes from elsewhere', () => {
  const door = doorForTests();

  test('five wrong passwords make this address wait, told how long and why; the right one waits too', async () => {
    for (let count = 0; count < 4; count += 1)
      await door.signIn(count % 2 ? 'nhungpth' : '0912345678', `sai rồi ${count}`);
    expect(door.browser.status).toBe(422);
    await door.signIn('nhung@haiphong.gov.vn', 'sai rồi nữa');
    expect(door.browser.status).toBe(429);
    expect(door.browser.text('main')).toMatch(/Anh\/chị thử lại sau (5\d|60) giây/);
    expect(door.browser.text('main')).toContain('không khóa tài khoản');
    await door.signIn('nhungpth');
    expect(door.browser.status).toBe(429);
    const locked = await door.db.query(
      `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'identity.lock-out' AND subject_id = $1`,
      [door.nhung],
    );
    expect(locked[0].n).toBe(1);
  });

  test('nobody can lock another person out: other addresses are not concerned', async () => {
    for (let count = 0; count < 6; count += 1) await door.signIn('nhungpth', `sai rồi ${count}`);
    expect(door.browser.status).toBe(429);
    const elsewhere = await door.app.inject({ method: 'GET', url: '/sign-in', remoteAddress: '203.0.113.7' });
    const visitor = elsewhere.cookies.find((cookie) => cookie.name === 'hvv')?.value as string;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(elsewhere.body)?.[1] as string;
    const answer = await door.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '203.0.113.7',
      headers: { cookie: `hvv=${visitor}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, identifier: 'nhungpth', password: PASSWORD }).toString(),
    });
    expect(answer.statusCode).toBe(303);
  });

  test('a hundred guesses sent at once are judged one after the other', async () => {
    const csrf = door.browser.csrf();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, count) =>
        door.browser.inject({
          method: 'POST',
          url: '/sign-in',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({
            _csrf: csrf,
            identifier: 'nhungpth',
            password: `đoán mò ${count}`,
          }).toString(),
        }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 422).length).toBeLessThanOrEqual(4);
    expect(answers.every((answer) => [422, 429].includes(answer.statusCode))).toBe(true);
  });

  test('sixty people of one office sign in after sixty mistakes there', async () => {
    const accounts = door.app.get(Accounts, { strict: false });
    const unit = (await door.db.query(`SELECT id FROM unit WHERE code = '11311'`))[0].id as string;
    const hash = (
      await door.db.query('SELECT password_hash AS hash FROM account WHERE id = $1', [door.nhung])
    )[0].hash as string;
    for (let count = 0; count < 60; count += 1) {
      const username = `vanphong${count}`;
      const id = await accounts.create(
        { fullName: 'Người Văn Phòng', username, unitId: unit, roles: [] },
        null,
      );
      await door.db.query(`UPDATE account SET password_hash = $2, status = 'active' WHERE id = $1`, [
        id,
        hash,
      ]);
    }
    const csrf = door.browser.csrf();
    const send = (username: string, password: string) =>
      door.browser.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf: csrf, identifier: username, password }).toString(),
      });
    const statuses: number[] = [];
    for (let count = 0; count < 60; count += 1) {
      await send(`vanphong${count}`, 'gõ nhầm mất rồi');
      // A fresh visitor each time, as on separate machines behind one address.
      const person = new BrowserSession(door.app);
      await person.get('/sign-in');
      await person.post('/sign-in', { identifier: `vanphong${count}`, password: PASSWORD });
      statuses.push(person.cookie('hv') ? 200 : person.status);
    }
    expect(statuses.every((status) => status === 200)).toBe(true);
  }, 60_000);

  describe('changes from elsewhere', () => {
    const send = (headers: Record<string, string>, fields: Record<string, string>) =>
      door.browser.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams({ identifier: 'nhungpth', password: PASSWORD, ...fields }).toString(),
      });

    test.each<[string, Record<string, string>]>([
      ['no token', {}],
      ['a wrong token', { _csrf: 'wrong' }],
    ])('%s: refused', async (_, fields) => {
      const answer = await send({}, fields);
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('Biểu mẫu đã cũ hoặc không gửi từ trang này');
    });

    test.each([
      ['a foreign origin', { origin: 'https://evil.example' }],
      ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
      ['a sibling site', { 'sec-fetch-site': 'same-site' }],
      ['an opaque origin', { origin: 'null' }],
    ])('%s, even with the right token: refused', async (_, headers) => {
      const answer = await send(headers as Record<string, string>, { _csrf: door.browser.csrf() });
      expect(answer.statusCode).toBe(403);
    });

    test('the token of another browser: refused', async () => {
      const other = new BrowserSession(door.app);
      await other.get('/sign-in');
      expect((await send({}, { _csrf: other.csrf() })).statusCode).toBe(403);
    });

    test('signing out by a link is not possible', async () => {
      await door.signIn('nhungpth');
      expect((await door.browser.inject({ method: 'GET', url: '/sign-out' })).statusCode).toBe(404);
      expect(await door.isIn()).toBe(true);
    });
  });
});
