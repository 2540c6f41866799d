import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { BrowserSession, testInstallation } from '#platform/testing';
import { OneTimeSecrets } from '../one-time/one-time-secrets.js';
import { makeAccount, openWeb, seedUnits } from '../testing.js';
import { IdentityWebModule } from '../web.js';

const PASSWORD = 'con trâu gặm cỏ';

describe('the second factor', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  let browser: BrowserSession;
  let person: string;
  let username: string;
  let made = 0;

  beforeAll(async () => {
    installation = await testInstallation();
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    db = app.get(DataSource);
    await seedUnits(app);
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });
  beforeEach(async () => {
    made += 1;
    username = `canbo${made}`;
    person = await makeAccount(app, 'unit-manager', '11311', { username, password: PASSWORD });
    browser = new BrowserSession(app);
    await db.query('DELETE FROM sign_in_throttle');
  });

  const password = async (as: BrowserSession, next = '') => {
    await as.get('/sign-in');
    await as.post('/sign-in', { identifier: username, password: PASSWORD, next });
  };
  /** The code of a phone: `ahead` steps after the one of now. */
  const codeOf = (secret: string, ahead = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
  /** Some six digits that are right neither now nor around now. */
  const wrongCode = (secret: string) =>
    ['000000', '111111', '222222', '333333', '444444'].find(
      (code) => ![-2, -1, 0, 1, 2].some((ahead) => codeOf(secret, ahead) === code),
    ) as string;
  const setUp = async () => {
    await password(browser);
    await browser.get('/account/second-factor');
    await browser.post('/account/second-factor');
    const secret = browser.text('#key').replaceAll(' ', '');
    await browser.post('/account/second-factor/confirmation', { code: codeOf(secret) });
    const codes = browser.page.querySelectorAll('.recovery-codes li').map((each) => each.text);
    // A later code than the one just used, whatever the clock does between.
    await db.query('UPDATE second_factor SET last_step = NULL WHERE account_id = $1', [person]);
    return { secret, codes };
  };
  const isIn = async (who: BrowserSession) => {
    await who.get('/account');
    return who.status === 200 && who.url === '/account';
  };
  const acts = async () =>
    (
      await db.query(
        `SELECT action FROM audit_entry WHERE subject_id = $1 AND action LIKE '%factor%' ORDER BY id`,
        [person],
      )
    ).map((row: { action: string }) => row.action);

  test('is offered with a picture and the same key in letters, and turned on by a first code', async () => {
    await password(browser);
    await browser.get('/account');
    expect(browser.page.querySelector('a[href="/account/second-factor"]')?.text).toContain('mã xác nhận');
    await browser.get('/account/second-factor');
    await browser.post('/account/second-factor');
    expect(browser.page.querySelector('svg.key-qr path')?.getAttribute('d')).toMatch(/^M/);
    const secret = browser.text('#key').replaceAll(' ', '');
    await browser.post('/account/second-factor/confirmation', { code: wrongCode(secret) });
    expect([browser.status, browser.text('#code-error')]).toEqual([
      422,
      expect.stringContaining('Mã chưa đúng'),
    ]);
    await browser.post('/account/second-factor/confirmation', { code: codeOf(secret) });
    expect(browser.page.querySelectorAll('.recovery-codes li')).toHaveLength(10);
    await browser.get('/account/second-factor');
    expect(browser.text('main')).toContain('Mã xác nhận đang bật');
    expect(browser.page.querySelector('#key')).toBeNull();
    expect(await acts()).toEqual(['identity.set-up-second-factor']);
  });

  test('stands between the password and everything else, and leads on to the page asked for', async () => {
    const { secret } = await setUp();
    const other = new BrowserSession(app);
    await password(other, '/admin/accounts?q=x');
    expect([other.url, other.text('h1')]).toEqual([
      '/sign-in/code?next=%2Fadmin%2Faccounts%3Fq%3Dx',
      'Nhập mã xác nhận',
    ]);
    expect(await isIn(other)).toBe(false);
    await other.get('/sign-in/code?next=%2Fadmin%2Faccounts%3Fq%3Dx');
    await other.post('/sign-in/code', { code: codeOf(secret), next: '/admin/accounts?q=x' });
    expect(other.url).toBe('/admin/accounts?q=x');
    expect(await isIn(other)).toBe(true);
  });

  test('takes each code once', async () => {
    const { secret } = await setUp();
    const code = codeOf(secret);
    const [first, second] = [new BrowserSession(app), new BrowserSession(app)];
    await password(first);
    await password(second);
    await first.post('/sign-in/code', { code });
    await second.post('/sign-in/code', { code });
    expect([await isIn(first), second.status]).toEqual([true, 422]);
    expect(await isIn(second)).toBe(false);
    await password(second);
    await second.post('/sign-in/code', { code: codeOf(secret, 1) });
    expect(await isIn(second)).toBe(true);
  });

  test('asks for the password again after five wrong codes', async () => {
    const { secret } = await setUp();
    const other = new BrowserSession(app);
    await password(other);
    for (let miss = 1; miss <= 4; miss++) await other.post('/sign-in/code', { code: wrongCode(secret) });
    expect(other.status).toBe(422);
    await other.post('/sign-in/code', { code: wrongCode(secret) });
    expect(other.url).toBe('/sign-in');
    expect(other.text('main')).toContain('Đăng nhập');
  });

  test('waits longer and longer for one address, and lets the owner in from another', async () => {
    const { secret } = await setUp();
    const guesser = new BrowserSession(app);
    await password(guesser);
    for (let miss = 1; miss <= 5; miss++) await guesser.post('/sign-in/code', { code: wrongCode(secret) });
    await password(guesser);
    await guesser.post('/sign-in/code', { code: codeOf(secret) });
    expect([guesser.status, guesser.text('main')]).toEqual([
      429,
      expect.stringContaining('thử lại sau 1 phút'),
    ]);

    const owner = new BrowserSession(app);
    await password(owner);
    const response = await owner.inject({
      method: 'POST',
      url: '/sign-in/code',
      remoteAddress: '203.0.113.7',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: owner.csrf(), code: codeOf(secret) }).toString(),
    });
    expect(response.statusCode).toBe(303);
    expect(await isIn(owner)).toBe(true);
  });

  test('gives way to a recovery code, once, however it is typed', async () => {
    const { codes } = await setUp();
    const other = new BrowserSession(app);
    await password(other);
    await other.post('/sign-in/code', { code: ` ${codes[3]!.toLowerCase()} ` });
    expect(await isIn(other)).toBe(true);
    const again = new BrowserSession(app);
    await password(again);
    await again.post('/sign-in/code', { code: codes[3]! });
    expect(again.status).toBe(422);
    await other.get('/account/second-factor');
    expect(other.text('main')).toContain('còn 9 mã dự phòng');
  });

  test('is asked for at the other door too: choosing a new password with a one-time code', async () => {
    const { secret } = await setUp();
    const secrets = app.get(OneTimeSecrets, { strict: false });
    const [issued] = await db.transaction((tx) => secrets.issue(tx, [person], 'password-reset', null));
    const other = new BrowserSession(app);
    await other.get(new URL(issued!.link).pathname);
    await other.post('/activate/password', {
      secret: other.page.querySelector('input[name=secret]')?.getAttribute('value') ?? '',
      password: 'bốn mùa hoa nở',
    });
    expect(other.url).toBe('/sign-in/code');
    expect(await isIn(other)).toBe(false);
    await other.get('/sign-in/code');
    await other.post('/sign-in/code', { code: codeOf(secret) });
    expect(await isIn(other)).toBe(true);
  });

  test('lies encrypted in the database, bound to its account, and recovery codes as hashes', async () => {
    const { secret, codes } = await setUp();
    const [row] = await db.query(
      `SELECT f::text || array_agg(r::text)::text AS everything FROM second_factor f JOIN recovery_code r USING (account_id)
       WHERE account_id = $1 GROUP BY f`,
      [person],
    );
    for (const hidden of [
      secret,
      Buffer.from(secret).toString('hex'),
      ...codes,
      ...codes.map((each) => Buffer.from(each).toString('hex')),
    ])
      expect(row.everything.toLowerCase()).not.toContain(hidden.toLowerCase());
    const other = await makeAccount(app, 'marker', '11311', { username: `khac${made}`, password: PASSWORD });
    await db.query(
      `INSERT INTO second_factor (account_id, secret_cipher, confirmed_at)
       SELECT $2, secret_cipher, now() FROM second_factor WHERE account_id = $1`,
      [person, other],
    );
    const thief = new BrowserSession(app);
    await thief.get('/sign-in');
    await thief.post('/sign-in', { identifier: `khac${made}`, password: PASSWORD });
    await thief.post('/sign-in/code', { code: codeOf(secret) });
    expect(thief.status).toBe(500);
  });

  test('is taken away by its owner with a code, not without', async () => {
    const { secret, codes } = await setUp();
    await browser.get('/account/second-factor');
    await browser.post('/account/second-factor/removal', { code: codes[0]! });
    expect(browser.status).toBe(422);
    await browser.post('/account/second-factor/recovery-codes', { code: codeOf(secret) });
    const fresh = browser.page.querySelectorAll('.recovery-codes li').map((each) => each.text);
    expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
    await browser.get('/account/second-factor');
    await browser.post('/account/second-factor/removal', { code: codeOf(secret, 1) });
    expect(browser.text('main')).toContain('Bắt đầu thiết lập');
    expect(await acts()).toEqual(['identity.set-up-second-factor', 'identity.remove-second-factor']);
  });

  test('is reset by an administrator of accounts, on record; nobody else may', async () => {
    await setUp();
    const admin = new BrowserSession(app);
    const asked = username;
    username = `quantri${made}`;
    const adminId = await makeAccount(app, 'system-admin', 'vn', { username, password: PASSWORD });
    await password(admin);
    await admin.get(`/admin/accounts/${person}`);
    expect(admin.text('main')).toContain('Gỡ mã xác nhận');
    await admin.get(`/admin/accounts/${person}/second-factor`);
    await admin.post(`/admin/accounts/${person}/second-factor/removal`);
    expect([admin.url, admin.status]).toEqual([`/admin/accounts/${person}`, 200]);
    const [entry] = await db.query(
      `SELECT actor_id FROM audit_entry WHERE subject_id = $1 AND action = 'identity.reset-second-factor'`,
      [person],
    );
    expect(entry.actor_id).toBe(adminId);
    expect(await isIn(browser)).toBe(false);
    username = asked;
    await password(browser);
    expect(await isIn(browser)).toBe(true);
    await browser.get(`/admin/accounts/${adminId}`);
    await browser.post(`/admin/accounts/${adminId}/second-factor/removal`);
    expect([403, 404]).toContain(browser.status);
  });

  test('learners have none', async () => {
    username = `hocvien${made}`;
    await makeAccount(app, 'learner', '11311', { username, password: PASSWORD });
    await password(browser);
    await browser.get('/account');
    expect(browser.page.querySelector('a[href="/account/second-factor"]')).toBeNull();
    await browser.get('/account/second-factor');
    expect(browser.status).toBe(403);
  });
});

describe('where a second factor is required', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    installation = await testInstallation({ staffSecondFactor: 'required' });
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    await seedUnits(app);
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const signIn = async (username: string) => {
    const browser = new BrowserSession(app);
    await browser.get('/sign-in');
    await browser.post('/sign-in', { identifier: username, password: PASSWORD });
    return browser;
  };

  test('staff set it up before anything else opens; learners go on as ever', async () => {
    await makeAccount(app, 'marker', '11311', { username: 'chambai', password: PASSWORD });
    await makeAccount(app, 'learner', '11311', { username: 'hocvien', password: PASSWORD });
    const staff = await signIn('chambai');
    for (const url of ['/account', '/admin', '/admin/accounts']) {
      await staff.get(url);
      expect([url, staff.url]).toEqual([url, '/account/second-factor']);
    }
    expect(staff.text('main')).toContain('Cần thiết lập trước khi làm việc khác');
    expect((await staff.json('POST', '/account/language', { locale: 'en' })).status).toBe(403);
    await staff.get('/account/second-factor');
    await staff.post('/account/second-factor');
    const secret = staff.text('#key').replaceAll(' ', '');
    await staff.post('/account/second-factor/confirmation', {
      code: new TOTP({ secret: Secret.fromBase32(secret) }).generate(),
    });
    await staff.get('/account');
    expect([staff.url, staff.status]).toEqual(['/account', 200]);
    const learner = await signIn('hocvien');
    await learner.get('/account');
    expect([learner.url, learner.status]).toEqual(['/account', 200]);
  });

  test('and signing out stays possible', async () => {
    await makeAccount(app, 'marker', '11311', { username: 'chambai2', password: PASSWORD });
    const staff = await signIn('chambai2');
    await staff.get('/account');
    await staff.post('/sign-out');
    expect([staff.url, staff.status]).toEqual(['/sign-in', 200]);
  });
});
