import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { BrowserSession, testInstallation } from '#platform/testing';
import { People } from '../person/people.js';
import { makeAccount, openWeb, seedUnits, signInAs } from '../testing.js';
import { IdentityWebModule } from '../web.js';

const OLD = 'con trâu gặm cỏ';
const NEW = 'bốn mùa hoa nở';

describe('one’s own account', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  let id: string;
  let username: string;
  let browser: BrowserSession;
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
    username = `nguoihoc${made}`;
    id = await makeAccount(app, 'learner', '11311', { username, fullName: 'Đinh Thị Kỷ', password: OLD });
    browser = new BrowserSession(app);
    await signInAs(app, browser, id);
    await browser.get('/account');
  });

  const change = (current: string, password: string) =>
    browser.post('/account/password', { current, password });
  const signsInWith = async (password: string) => {
    const each = new BrowserSession(app);
    await each.get('/sign-in');
    await each.post('/sign-in', { identifier: username, password });
    return each.cookie('hv') !== undefined;
  };

  test('shows what the platform knows, the citizen number with its middle hidden', async () => {
    await db.transaction((tx) =>
      app
        .get(People, { strict: false })
        .update(
          tx,
          id,
          { citizenId: '031085001234', birthDate: '1985-04-30', jobTitle: 'Chuyên viên' },
          null,
        ),
    );
    await browser.get('/account');
    for (const text of [
      'Đinh Thị Kỷ',
      '30/04/1985',
      'Chuyên viên',
      'Phường Hồng Bàng',
      '031•••••••34',
      'Học viên',
    ])
      expect(browser.text('main')).toContain(text);
    expect(browser.page.toString()).not.toContain('031085001234');
  });

  test('a new password needs the old one, and puts other devices out', async () => {
    const phone = new BrowserSession(app);
    await signInAs(app, phone, id);
    const before = browser.cookie('hv');
    await change(OLD, NEW);
    expect([browser.status, browser.url]).toEqual([200, '/account']);
    expect(browser.cookie('hv')).not.toBe(before);
    await phone.get('/account');
    expect(phone.url).toBe('/sign-in?next=%2Faccount');
    expect([await signsInWith(OLD), await signsInWith(NEW)]).toEqual([false, true]);
  });

  test('a wrong old or a weak new password changes nothing', async () => {
    await change('sai mật khẩu cũ', NEW);
    expect([browser.status, browser.text('#current-error')]).toEqual([
      422,
      expect.stringContaining('chưa đúng'),
    ]);
    await change(OLD, 'matkhau123');
    expect([browser.status, browser.text('#password-error')]).toEqual([
      422,
      expect.stringContaining('nhiều người dùng'),
    ]);
    await change(OLD, `${username}1`);
    expect(browser.text('#password-error')).toContain('gần giống tên');
    expect([await signsInWith(OLD), await signsInWith(NEW)]).toEqual([true, false]);
  });

  test('the old password cannot be guessed here faster than at the door', async () => {
    for (let count = 0; count < 5; count += 1) await change(`đoán mò ${count}`, NEW);
    await change(OLD, NEW);
    expect(browser.status).toBe(429);
    expect(await signsInWith(OLD)).toBe(false);
  });

  test('another device can be signed out, another person’s cannot', async () => {
    const phone = new BrowserSession(app);
    await signInAs(app, phone, id);
    const other = await makeAccount(app, 'learner', '11311', { username: `nguoikhac${made}` });
    const theirs = new BrowserSession(app);
    await signInAs(app, theirs, other);
    const [foreign] = await db.query('SELECT id FROM session WHERE account_id = $1', [other]);
    await browser.get('/account');
    const forms = browser.page.querySelectorAll('form[action^="/account/sessions/"]');
    expect(forms.length).toBe(1);
    await browser.post(`/account/sessions/${foreign.id}/end`);
    expect(browser.status).toBe(404);
    await theirs.get('/account');
    expect(theirs.url).toBe('/account');
    await browser.get('/account');
    await browser.post(forms[0]?.getAttribute('action') as string);
    await phone.get('/account');
    expect(phone.url).toBe('/sign-in?next=%2Faccount');
    await browser.get('/account');
    expect(browser.url).toBe('/account');
  });

  test('signing out everywhere ends this session too', async () => {
    const phone = new BrowserSession(app);
    await signInAs(app, phone, id);
    await browser.post('/account/sign-out-everywhere');
    expect(browser.url).toBe('/sign-in');
    for (const each of [browser, phone]) {
      await each.get('/account');
      expect(each.url).toBe('/sign-in?next=%2Faccount');
    }
  });

  test('the language is kept with the account and answers at once', async () => {
    await browser.post('/account/language', { locale: 'en' });
    expect(browser.text('h1')).toBe('My account');
    const elsewhere = new BrowserSession(app);
    await signInAs(app, elsewhere, id);
    await elsewhere.get('/account');
    expect(elsewhere.text('h1')).toBe('My account');
    await elsewhere.post('/account/language', { locale: 'fr' });
    expect(elsewhere.status).toBe(422);
  });
});
