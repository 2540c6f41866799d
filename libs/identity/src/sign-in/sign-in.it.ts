import { describe, expect, test } from '@jest/globals';
import { BrowserSession } from '#platform/testing';
import { doorForTests, PASSWORD } from '../testing/door.js';
import { makeAccount } from '../testing.js';

describe('signing in', () => {
  const door = doorForTests();

  test.each(['nhungpth', ' NHUNGPTH ', '0912 345 678', '+84912345678', 'Nhung@HaiPhong.gov.vn'])(
    'as %p opens the person’s own pages',
    async (identifier) => {
      await door.signIn(identifier);
      expect(await door.isIn()).toBe(true);
      expect(door.browser.text('h1')).toBe('Tài khoản của tôi');
    },
  );

  test('takes the password typed on a keyboard that does not compose its letters', async () => {
    await door.signIn('nhungpth', PASSWORD.normalize('NFD'));
    expect(await door.isIn()).toBe(true);
  });

  test('leads back to the page that asked for it, and to no other site', async () => {
    await door.browser.get('/admin/accounts?q=x');
    expect(door.browser.url).toBe('/sign-in?next=%2Fadmin%2Faccounts%3Fq%3Dx');
    await door.signIn('nhungpth', PASSWORD, { next: '/admin/accounts?q=x' });
    expect(door.browser.url).toBe('/admin/accounts?q=x');
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      const other = new BrowserSession(door.app);
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
    await makeAccount(door.app, 'learner', '11311', { username: 'waiting1' });
    const pages: string[] = [];
    for (const identifier of ['nhungpth', 'nobody-here', 'waiting1']) {
      await door.signIn(identifier, 'không phải mật khẩu này');
      expect(door.browser.status).toBe(422);
      expect(door.browser.page.querySelector('#identifier')?.getAttribute('value')).toBe(identifier);
      expect(door.browser.page.querySelector('#password')?.getAttribute('value') ?? null).toBeNull();
      pages.push(door.browser.text('main'));
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng');
  });

  test('costs the same work for an unknown account', async () => {
    // Time of the processor, not of the clock: other suites run beside this one.
    const time = async (identifier: string) => {
      const began = process.cpuUsage();
      await door.signIn(identifier, 'không phải mật khẩu này');
      const { user, system } = process.cpuUsage(began);
      await door.db.query('DELETE FROM sign_in_throttle');
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
    await door.browser.post('/sign-in', { identifier: '', password: '' });
    expect(door.browser.status).toBe(422);
    expect(door.browser.text('#identifier-error')).toContain('Anh/chị nhập số điện thoại');
    expect(door.browser.text('#password-error')).toContain('Anh/chị nhập mật khẩu');
  });

  test('refuses unknown fields', async () => {
    await door.signIn('nhungpth', PASSWORD, { role: 'system-admin' });
    expect(door.browser.status).toBe(422);
    expect(await door.isIn()).toBe(false);
  });

  test('says that an account is suspended only to the one who knows its password', async () => {
    await door.db.query(`UPDATE account SET status = 'disabled' WHERE id = $1`, [door.nhung]);
    await door.signIn('nhungpth', 'không phải mật khẩu này');
    expect(door.browser.text('main')).not.toContain('tạm khóa');
    await door.signIn('nhungpth');
    expect([door.browser.status, door.browser.text('main').includes('Tài khoản đang bị tạm khóa')]).toEqual([
      403,
      true,
    ]);
    expect(await door.isIn()).toBe(false);
  });

  test('gives a new session id and ends the one before', async () => {
    await door.signIn('nhungpth');
    const first = door.browser.cookie('hv');
    await door.browser.get('/account');
    await door.signIn('nhungpth');
    const second = door.browser.cookie('hv');
    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
    const thief = new BrowserSession(door.app);
    thief.setCookie('hv', first as string);
    await thief.get('/account');
    expect(thief.url).toBe('/sign-in?next=%2Faccount');
  });

  test('does not adopt a session id that somebody planted', async () => {
    door.browser.setCookie('hv', 'planted-by-somebody-else-0123456789abcdef');
    await door.browser.get('/sign-in');
    await door.signIn('nhungpth');
    expect(door.browser.cookie('hv')).not.toBe('planted-by-somebody-else-0123456789abcdef');
    expect(await door.isIn()).toBe(true);
  });

  test('a forged or foreign session is nobody, and its cookie is taken away', async () => {
    door.browser.setCookie('hv', 'A'.repeat(43));
    await door.browser.get('/account');
    expect(door.browser.url).toBe('/sign-in?next=%2Faccount');
    expect(door.browser.cookie('hv')).toBeUndefined();
  });

  test('only the hash of a session token is stored', async () => {
    await door.signIn('nhungpth');
    const token = door.browser.cookie('hv') as string;
    const rows: object[] = await door.db.query('SELECT * FROM session WHERE account_id = $1', [door.nhung]);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('no line of the log holds a name, a phone number, an address, a password or a token', async () => {
    await door.signIn('0912 345 678');
    const token = door.browser.cookie('hv') as string;
    await door.browser.get('/admin/accounts?q=Hồng Nhung 0912345678');
    await door.browser.get('/activate/khong-co-lien-ket-nay-0123456789abcdef');
    await door.browser.get('/account');
    await door.signIn('nhung@haiphong.gov.vn', 'mật khẩu nhầm lẫn');
    expect(door.lines.length).toBeGreaterThan(20);
    const text = door.lines.join('\n');
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
    for (const line of door.lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
