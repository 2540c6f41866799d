import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Sessions } from '../session/sessions.js';
import { makeAccount, openWeb, seedUnits, signInAs } from '../testing.js';
import { IdentityWebModule } from '../web.js';
import { shownCode } from './one-time-code.js';
import type { SecretPurpose } from './one-time-secret.entity.js';
import { OneTimeSecrets } from './one-time-secrets.js';

const PASSWORD = 'bốn mùa hoa nở';

describe('one-time links and codes', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  let browser: BrowserSession;
  let account: string;

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
    await db.query('DELETE FROM sign_in_throttle');
    browser = new BrowserSession(app);
    account = await makeAccount(app, 'learner', '11311', { fullName: 'Trần Thị Bích Ngọc' });
  });

  const issue = async (purpose: SecretPurpose = 'activation') => {
    const secrets = app.get(OneTimeSecrets, { strict: false });
    const [issued] = await db.transaction((tx) => secrets.issue(tx, [account], purpose, null));
    const { link, code } = issued as NonNullable<typeof issued>;
    return { path: new URL(link).pathname, code };
  };
  const choose = (password = PASSWORD) =>
    browser.post('/activate/password', {
      secret: browser.page.querySelector('input[name=secret]')?.getAttribute('value') ?? '',
      password,
    });
  const status = async () =>
    (await db.query('SELECT status FROM account WHERE id = $1', [account]))[0].status as string;
  const isIn = async () => {
    await browser.get('/account');
    return browser.status === 200 && browser.url === '/account';
  };

  test('by link: greets the person, says what to sign in with, and lets them in with their own password', async () => {
    const { path } = await issue();
    await browser.get(path);
    expect(browser.status).toBe(200);
    expect(browser.text('main')).toContain('Chào Trần Thị Bích Ngọc');
    expect(browser.page.querySelector('#username')?.getAttribute('value')).toMatch(/^thu\d+$/);
    await choose();
    expect([await isIn(), await status()]).toEqual([true, 'active']);
  });

  test('by printed code, however it is typed; the code never enters an address', async () => {
    const { code } = await issue();
    await browser.get('/activate');
    await browser.post('/activate', { code: ` ${shownCode(code).toLowerCase()} ` });
    expect([browser.status, browser.url]).toEqual([200, '/activate']);
    await choose();
    expect(await isIn()).toBe(true);
  });

  test('opening the link changes nothing: mail scanners open it first', async () => {
    const { path } = await issue();
    for (let count = 0; count < 3; count += 1) await browser.get(path);
    expect([browser.status, await status()]).toEqual([200, 'pending']);
  });

  test('a weak password is told why, and the secret still works', async () => {
    const { path } = await issue();
    await browser.get(path);
    await choose('12345678');
    expect(browser.status).toBe(422);
    expect(browser.text('#password-error')).toContain('chỉ có chữ số');
    await choose('Trần Thị Bích Ngọc 1');
    expect(browser.text('#password-error')).toContain('gần giống tên');
    await choose();
    expect(await isIn()).toBe(true);
  });

  test('works once, by link or by code', async () => {
    const { path, code } = await issue();
    await browser.get(path);
    await choose();
    const again = new BrowserSession(app);
    await again.get(path);
    expect([again.status, again.text('main')]).toEqual([410, expect.stringContaining('đã được dùng')]);
    await again.get('/activate');
    await again.post('/activate', { code });
    expect([again.status, again.text('#code-error')]).toEqual([422, expect.stringContaining('đã được dùng')]);
  });

  test('sent twice at once it works for one of the two', async () => {
    const { path } = await issue();
    const send = async (password: string) => {
      const each = new BrowserSession(app);
      await each.get(path);
      await each.post('/activate/password', { secret: path.split('/').pop() as string, password });
      return each.cookie('hv') !== undefined;
    };
    const results = await Promise.all([
      send(`${PASSWORD} một`),
      send(`${PASSWORD} hai`),
      send(`${PASSWORD} ba`),
    ]);
    expect(results.filter(Boolean)).toEqual([true]);
  });

  test('too old, replaced or unknown: says so and what to do', async () => {
    const old = await issue();
    await db.query(
      `UPDATE one_time_secret SET expires_at = now() - interval '1 second' WHERE account_id = $1`,
      [account],
    );
    await browser.get(old.path);
    expect([browser.status, browser.text('main')]).toEqual([410, expect.stringContaining('đã hết hạn')]);
    expect(browser.text('main')).toContain('xin mã mới');

    const replaced = await issue();
    await issue();
    await browser.get(replaced.path);
    expect([browser.status, browser.text('main')]).toEqual([410, expect.stringContaining('mã mới thay thế')]);

    await browser.get('/activate/khong-co-lien-ket-nay');
    expect([browser.status, browser.text('main')]).toEqual([
      404,
      expect.stringContaining('Không có mã hoặc liên kết này'),
    ]);
    await browser.get('/activate');
    await browser.post('/activate', { code: '' });
    expect([browser.status, browser.text('#code-error')]).toEqual([422, expect.stringContaining('gõ mã')]);
  });

  test('a code that ran out between its page and the password is refused', async () => {
    const { path } = await issue();
    await browser.get(path);
    await db.query(
      `UPDATE one_time_secret SET expires_at = now() - interval '1 second' WHERE account_id = $1`,
      [account],
    );
    await choose();
    expect([browser.status, await isIn(), await status()]).toEqual([410, false, 'pending']);
  });

  test('activation lasts thirty days, a reset one', async () => {
    await issue();
    await issue('password-reset');
    const rows = await db.query(
      `SELECT purpose, round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days
       FROM one_time_secret WHERE account_id = $1 ORDER BY purpose`,
      [account],
    );
    expect(rows).toEqual([
      { purpose: 'activation', days: 30 },
      { purpose: 'password-reset', days: 1 },
    ]);
  });

  test('a reset puts everybody out who was in with the old password', async () => {
    const thief = new BrowserSession(app);
    await signInAs(app, thief, account);
    await thief.get('/account');
    expect(thief.status).toBe(200);
    const { path } = await issue('password-reset');
    expect(path).toMatch(/^\/password-reset\//);
    await browser.get(path);
    await choose();
    await thief.get('/account');
    expect(thief.url).toBe('/sign-in?next=%2Faccount');
    expect(await isIn()).toBe(true);
  });

  test('a suspended account cannot be opened again by its own link', async () => {
    const { path } = await issue();
    await db.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [account]);
    app.get(Sessions, { strict: false }).forget(account);
    await browser.get(path);
    expect([browser.status, browser.text('main')]).toEqual([403, expect.stringContaining('tạm khóa')]);
    await browser.get('/activate');
    await browser.post('/activate/password', { secret: path.split('/').pop() as string, password: PASSWORD });
    expect([await status(), await isIn()]).toEqual(['disabled', false]);
  });

  describe('are tried only so often', () => {
    const NOBODYS = [
      '7KMF-29QX-4TW2',
      '7KMF-29QX-4TW3',
      '7KMF-29QX-4TW4',
      '7KMF-29QX-4TW5',
      '7KMF-29QX-4TW6',
    ];
    const enter = async (who: BrowserSession, code: string) => {
      await who.get('/activate');
      await who.post('/activate', { code });
    };

    test('a browser waits after five codes of nobody; a colleague behind the same address does not', async () => {
      const { code } = await issue();
      for (const wrong of NOBODYS) {
        await enter(browser, wrong);
        expect([browser.status, browser.text('#code-error')]).toEqual([
          422,
          expect.stringContaining('Không có mã hoặc liên kết này'),
        ]);
      }
      await enter(browser, '7KMF-29QX-4TW7');
      expect([browser.status, browser.text('#code-error')]).toEqual([
        429,
        expect.stringContaining('thử lại sau 1 phút'),
      ]);
      const colleague = new BrowserSession(app);
      await enter(colleague, code);
      expect([colleague.status, colleague.text('main')]).toEqual([
        200,
        expect.stringContaining('Chào Trần Thị Bích Ngọc'),
      ]);
    });

    test('a code that is over counts for its account, and is told to wait in the same words', async () => {
      const { code } = await issue();
      await issue();
      for (let count = 0; count < 5; count += 1) await enter(new BrowserSession(app), code);
      await enter(browser, code);
      const waiting = browser.text('#code-error');
      expect(browser.status).toBe(429);
      const other = new BrowserSession(app);
      for (const wrong of [...NOBODYS, '7KMF-29QX-4TW7']) await enter(other, wrong);
      expect([other.status, other.text('#code-error')]).toEqual([429, waiting]);
    });

    test('somebody elsewhere who types a dead code does not lock its owner out', async () => {
      const dead = await issue();
      const { code } = await issue();
      for (let count = 0; count < 6; count += 1) await enter(browser, dead.code);
      expect(browser.status).toBe(429);
      const owner = new BrowserSession(app);
      await owner.get('/activate');
      const answer = await owner.inject({
        method: 'POST',
        url: '/activate',
        remoteAddress: '203.0.113.9',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _csrf: owner.csrf(), code }).toString(),
      });
      expect(answer.statusCode).toBe(200);
    });

    test('at the page of the password as at that of the code', async () => {
      for (const secret of NOBODYS) {
        await browser.get('/activate');
        await browser.post('/activate/password', { secret, password: PASSWORD });
        expect(browser.status).toBe(404);
      }
      await browser.get('/activate');
      await browser.post('/activate/password', { secret: '7KMF-29QX-4TW7', password: PASSWORD });
      expect([browser.status, browser.text('main')]).toEqual([
        429,
        expect.stringContaining('thử lại sau 1 phút'),
      ]);
    });

    test('and not in the address, where links belong', async () => {
      const { code } = await issue();
      await browser.get(`/activate/${code}`);
      expect(browser.status).toBe(404);
    });
  });

  test('only hashes are stored', async () => {
    const { path, code } = await issue();
    const [row] = await db.query('SELECT to_jsonb(s) AS all FROM one_time_secret s WHERE account_id = $1', [
      account,
    ]);
    const stored = JSON.stringify(row.all);
    for (const secret of [code, shownCode(code), path.split('/').pop() as string]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  test('the page for a forgotten password promises no e-mail', async () => {
    await browser.get('/password-reset');
    expect(browser.text('main')).toContain('chưa gửi mã qua email');
    expect(browser.page.querySelector('input[type=email]')).toBeNull();
  });
});
