import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { createLogger } from '#platform/logging';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Accounts } from '../account/accounts.js';
import { Sessions } from '../session/sessions.js';
import { makeAccount, openWeb, seedUnits } from '../testing.js';
import { IdentityWebModule } from '../web.js';

const PASSWORD = 'con trâu gặm cỏ';

describe('signing in', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  let browser: BrowserSession;
  let nhung: string;
  const lines: string[] = [];

  beforeAll(async () => {
    installation = await testInstallation();
    const logger = createLogger('trace', 'test', { write: (line) => void lines.push(line) });
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule], logger);
    db = app.get(DataSource);
    await seedUnits(app);
    nhung = await makeAccount(app, 'unit-manager', '11311', {
      username: 'nhungpth',
      fullName: 'Phạm Thị Hồng Nhung',
      password: PASSWORD,
    });
    await db.query(`UPDATE account SET phone = '0912345678', email = 'nhung@haiphong.gov.vn' WHERE id = $1`, [
      nhung,
    ]);
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  beforeEach(async () => {
    browser = new BrowserSession(app);
    await db.query('DELETE FROM sign_in_throttle');
    await db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [nhung]);
    app.get(Sessions, { strict: false }).forget(nhung);
    await browser.get('/sign-in');
  });

  const signIn = (identifier: string, password = PASSWORD, more = {}) =>
    browser.post('/sign-in', { identifier, password, ...more });
  const isIn = async () => {
    await browser.get('/account');
    return browser.status === 200 && browser.url === '/account';
  };

  test.each(['nhungpth', ' NHUNGPTH ', '0912 345 678', '+84912345678', 'Nhung@HaiPhong.gov.vn'])(
    'as %p opens the person’s own pages',
    async (identifier) => {
      await signIn(identifier);
      expect(await isIn()).toBe(true);
      expect(browser.text('h1')).toBe('Tài khoản của tôi');
    },
  );

  test('takes the password typed on a keyboard that does not compose its letters', async () => {
    await signIn('nhungpth', PASSWORD.normalize('NFD'));
    expect(await isIn()).toBe(true);
  });

  test('leads back to the page that asked for it, and to no other site', async () => {
    await browser.get('/admin/accounts?q=x');
    expect(browser.url).toBe('/sign-in?next=%2Fadmin%2Faccounts%3Fq%3Dx');
    await signIn('nhungpth', PASSWORD, { next: '/admin/accounts?q=x' });
    expect(browser.url).toBe('/admin/accounts?q=x');
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const other = new BrowserSession(app);
      await other.get('/sign-in');
      const response = await other.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          _csrf: other.csrf(),
          identifier: 'nhungpth',
          password: PASSWORD,
          next,
        }).toString(),
      });
      expect([response.statusCode, response.headers.location]).toEqual([303, '/']);
    }
  });

  test('refuses alike whether the account exists, waits, or the password is wrong, and keeps what was typed', async () => {
    await makeAccount(app, 'learner', '11311', { username: 'waiting1' });
    const pages: string[] = [];
    for (const identifier of ['nhungpth', 'nobody-here', 'waiting1']) {
      await signIn(identifier, 'không phải mật khẩu này');
      expect(browser.status).toBe(422);
      expect(browser.page.querySelector('#identifier')?.getAttribute('value')).toBe(identifier);
      expect(browser.page.querySelector('#password')?.getAttribute('value') ?? null).toBeNull();
      pages.push(browser.text('main'));
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng');
  });

  test('costs the same work for an unknown account', async () => {
    // Time of the processor, not of the clock: other suites run beside this one.
    const time = async (identifier: string) => {
      const began = process.cpuUsage();
      await signIn(identifier, 'không phải mật khẩu này');
      const { user, system } = process.cpuUsage(began);
      await db.query('DELETE FROM sign_in_throttle');
      return user + system;
    };
    const best = { known: Infinity, unknown: Infinity };
    for (let round = 0; round < 8; round += 1) {
      best.known = Math.min(best.known, await time('nhungpth'));
      best.unknown = Math.min(best.unknown, await time('nobody-here'));
    }
    // Without the decoy hash an unknown account would cost a third of it.
    expect(best.unknown).toBeGreaterThan(best.known * 0.6);
  });

  test('names the fields left empty', async () => {
    await browser.post('/sign-in', { identifier: '', password: '' });
    expect(browser.status).toBe(422);
    expect(browser.text('#identifier-error')).toContain('Anh/chị nhập số điện thoại');
    expect(browser.text('#password-error')).toContain('Anh/chị nhập mật khẩu');
  });

  test('refuses unknown fields', async () => {
    await signIn('nhungpth', PASSWORD, { role: 'system-admin' });
    expect(browser.status).toBe(422);
    expect(await isIn()).toBe(false);
  });

  test('says that an account is suspended only to the one who knows its password', async () => {
    await db.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [nhung]);
    await signIn('nhungpth', 'không phải mật khẩu này');
    expect(browser.text('main')).not.toContain('tạm khóa');
    await signIn('nhungpth');
    expect([browser.status, browser.text('main').includes('Tài khoản đang bị tạm khóa')]).toEqual([
      403,
      true,
    ]);
    expect(await isIn()).toBe(false);
  });

  test('gives a new session id and ends the one before', async () => {
    await signIn('nhungpth');
    const first = browser.cookie('hv');
    await browser.get('/account');
    await signIn('nhungpth');
    const second = browser.cookie('hv');
    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
    const thief = new BrowserSession(app);
    thief.setCookie('hv', first as string);
    await thief.get('/account');
    expect(thief.url).toBe('/sign-in?next=%2Faccount');
  });

  test('does not adopt a session id that somebody planted', async () => {
    browser.setCookie('hv', 'planted-by-somebody-else-0123456789abcdef');
    await browser.get('/sign-in');
    await signIn('nhungpth');
    expect(browser.cookie('hv')).not.toBe('planted-by-somebody-else-0123456789abcdef');
    expect(await isIn()).toBe(true);
  });

  test('a forged or foreign session is nobody, and its cookie is taken away', async () => {
    browser.setCookie('hv', 'A'.repeat(43));
    await browser.get('/account');
    expect(browser.url).toBe('/sign-in?next=%2Faccount');
    expect(browser.cookie('hv')).toBeUndefined();
  });

  test('only the hash of a session token is stored', async () => {
    await signIn('nhungpth');
    const token = browser.cookie('hv') as string;
    const rows: object[] = await db.query('SELECT * FROM session WHERE account_id = $1', [nhung]);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
  });

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

  test('five wrong passwords make this address wait, told how long and why; the right one waits too', async () => {
    for (let count = 0; count < 4; count += 1)
      await signIn(count % 2 ? 'nhungpth' : '0912345678', `sai rồi ${count}`);
    expect(browser.status).toBe(422);
    await signIn('nhung@haiphong.gov.vn', 'sai rồi nữa');
    expect(browser.status).toBe(429);
    expect(browser.text('main')).toMatch(/Anh\/chị thử lại sau (5\d|60) giây/);
    expect(browser.text('main')).toContain('không khóa tài khoản');
    await signIn('nhungpth');
    expect(browser.status).toBe(429);
    const locked = await db.query(
      `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'identity.lock-out' AND subject_id = $1`,
      [nhung],
    );
    expect(locked[0].n).toBe(1);
  });

  test('nobody can lock another person out: other addresses are not concerned', async () => {
    for (let count = 0; count < 6; count += 1) await signIn('nhungpth', `sai rồi ${count}`);
    expect(browser.status).toBe(429);
    const elsewhere = await app.inject({ method: 'GET', url: '/sign-in', remoteAddress: '203.0.113.7' });
    const visitor = elsewhere.cookies.find((cookie) => cookie.name === 'hvv')?.value as string;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(elsewhere.body)?.[1] as string;
    const answer = await app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '203.0.113.7',
      headers: { cookie: `hvv=${visitor}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, identifier: 'nhungpth', password: PASSWORD }).toString(),
    });
    expect(answer.statusCode).toBe(303);
  });

  test('a hundred guesses sent at once are judged one after the other', async () => {
    const csrf = browser.csrf();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, count) =>
        browser.inject({
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
    const accounts = app.get(Accounts, { strict: false });
    const unit = (await db.query(`SELECT id FROM unit WHERE code = '11311'`))[0].id as string;
    const hash = (await db.query('SELECT password_hash AS hash FROM account WHERE id = $1', [nhung]))[0]
      .hash as string;
    for (let count = 0; count < 60; count += 1) {
      const username = `vanphong${count}`;
      const id = await accounts.create(
        { fullName: 'Người Văn Phòng', username, unitId: unit, roles: [] },
        null,
      );
      await db.query(`UPDATE account SET password_hash = $2, status = 'active' WHERE id = $1`, [id, hash]);
    }
    const csrf = browser.csrf();
    const send = (username: string, password: string) =>
      browser.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf: csrf, identifier: username, password }).toString(),
      });
    const statuses: number[] = [];
    for (let count = 0; count < 60; count += 1) {
      await send(`vanphong${count}`, 'gõ nhầm mất rồi');
      // A fresh visitor each time, as on separate machines behind one address.
      const person = new BrowserSession(app);
      await person.get('/sign-in');
      await person.post('/sign-in', { identifier: `vanphong${count}`, password: PASSWORD });
      statuses.push(person.cookie('hv') ? 200 : person.status);
    }
    expect(statuses.every((status) => status === 200)).toBe(true);
  }, 60_000);

  describe('changes from elsewhere', () => {
    const send = (headers: Record<string, string>, fields: Record<string, string>) =>
      browser.inject({
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
      const answer = await send(headers as Record<string, string>, { _csrf: browser.csrf() });
      expect(answer.statusCode).toBe(403);
    });

    test('the token of another browser: refused', async () => {
      const other = new BrowserSession(app);
      await other.get('/sign-in');
      expect((await send({}, { _csrf: other.csrf() })).statusCode).toBe(403);
    });

    test('signing out by a link is not possible', async () => {
      await signIn('nhungpth');
      expect((await browser.inject({ method: 'GET', url: '/sign-out' })).statusCode).toBe(404);
      expect(await isIn()).toBe(true);
    });
  });

  test('no line of the log holds a name, a phone number, an address, a password or a token', async () => {
    await signIn('0912 345 678');
    const token = browser.cookie('hv') as string;
    await browser.get('/admin/accounts?q=Hồng Nhung 0912345678');
    await browser.get('/activate/khong-co-lien-ket-nay-0123456789abcdef');
    await browser.get('/account');
    await signIn('nhung@haiphong.gov.vn', 'mật khẩu nhầm lẫn');
    expect(lines.length).toBeGreaterThan(20);
    const text = lines.join('\n');
    const secrets = [
      'Nhung',
      '912345678',
      'haiphong.gov.vn',
      'trâu',
      'nhầm',
      'khong-co-lien-ket',
      'nhungpth',
      token,
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
