import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import type { Role } from '#platform/http';
import { BrowserSession, testInstallation } from '#platform/testing';
import { makeAccount, openWeb, seedUnits, signInAs } from '../testing.js';
import { IdentityWebModule } from '../web.js';

describe('managing accounts', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  const people: Record<string, string> = {};

  beforeAll(async () => {
    installation = await testInstallation();
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    db = app.get(DataSource);
    await seedUnits(app);
    const make = async (key: string, role: Role, unit: string, fullName: string) => {
      people[key] = await makeAccount(app, role, unit, { fullName });
    };
    await make('manager', 'unit-manager', '11311', 'Nguyễn Văn Thắng');
    await make('otherManager', 'unit-manager', '11311', 'Lê Văn Quản');
    await make('programme', 'programme-admin', '31', 'Bùi Thị Lan Anh');
    await make('system', 'system-admin', 'vn', 'Hoàng Đức Long');
    await make('auditor', 'auditor', '31', 'Đặng Thị Mai');
    await make('learner', 'learner', '11311', 'Phạm Thị Hồng Nhung');
    await make('elsewhere', 'learner', '11329', 'Phạm Hồng Nhung');
    await make('hanoi', 'learner', '00004', 'Đào Hồng Nhung');
    // A system administrator whose desk is in the commune: above its manager all the same.
    await make('adminHere', 'learner', '11311', 'Vũ Quyền Cao');
    await db.query(
      `INSERT INTO role_grant (id, account_id, role, unit_id) SELECT gen_random_uuid(), $1, 'system-admin', id FROM unit WHERE code = 'vn'`,
      [people['adminHere']],
    );
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const as = async (key: string, url: string) => {
    const browser = new BrowserSession(app);
    await signInAs(app, browser, people[key] as string);
    await browser.get(url);
    return browser;
  };
  const page = (key: string, rest = '') => `/admin/accounts/${people[key]}${rest}`;
  const names = (browser: BrowserSession) =>
    browser.page.querySelectorAll('tbody th[scope=row] a').map((each) => each.text);
  const lastAudit = async (key: string) =>
    (
      await db.query(
        `SELECT action, actor_id AS actor, detail FROM audit_entry WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`,
        [people[key]],
      )
    )[0];

  describe('finding people', () => {
    test('by words of the name without diacritics, only in one’s own units', async () => {
      expect(names(await as('manager', '/admin/accounts?q=hong nhung'))).toEqual(['Phạm Thị Hồng Nhung']);
      expect(names(await as('programme', '/admin/accounts?q=NHUNG hong'))).toEqual([
        'Phạm Hồng Nhung',
        'Phạm Thị Hồng Nhung',
      ]);
      expect(names(await as('system', '/admin/accounts?q=hồng nhung')).length).toBe(3);
    });

    test('signs that mean something to the database mean nothing here', async () => {
      expect(names(await as('system', '/admin/accounts?q=đào')).length).toBe(1);
      expect(names(await as('system', '/admin/accounts?q=%25')).length).toBeGreaterThan(3);
      expect(names(await as('system', '/admin/accounts?q=h%25nhung_zz')).length).toBe(0);
    });

    test('by role and state', async () => {
      expect(names(await as('system', '/admin/accounts?role=unit-manager')).sort()).toEqual([
        'Lê Văn Quản',
        'Nguyễn Văn Thắng',
      ]);
      const waiting = await as('programme', '/admin/accounts?status=pending&role=learner');
      expect(names(waiting)).toContain('Phạm Thị Hồng Nhung');
      expect(names(await as('programme', '/admin/accounts?status=disabled'))).toEqual([]);
    });

    test('in the order of given names', async () => {
      const all = names(await as('programme', '/admin/accounts'));
      expect(all.indexOf('Bùi Thị Lan Anh')).toBeLessThan(all.indexOf('Vũ Quyền Cao'));
      expect(all.indexOf('Đặng Thị Mai')).toBeLessThan(all.indexOf('Phạm Thị Hồng Nhung'));
    });

    test('a person of another unit is not there', async () => {
      for (const key of ['elsewhere', 'hanoi']) expect((await as('manager', page(key))).status).toBe(404);
      expect((await as('manager', '/admin/accounts/01930000-0000-7000-8000-000000000001')).status).toBe(404);
      expect((await as('manager', '/admin/accounts/not-an-id')).status).toBe(404);
      expect((await as('programme', page('hanoi'))).status).toBe(404);
      expect((await as('programme', page('elsewhere'))).status).toBe(200);
    });
  });

  describe('what is refused, whatever the form says', () => {
    const acts: [string, Record<string, string>][] = [
      ['/code', {}],
      ['/suspension', {}],
      ['/roles', { role: 'learner', unit: '11311' }],
    ];

    test.each(acts)('%s on somebody of another unit: not there', async (act, fields) => {
      const browser = await as('manager', '/admin/accounts/new');
      await browser.post(page('elsewhere', act), fields);
      expect(browser.status).toBe(404);
    });

    test.each(acts)('%s on somebody with more rights: forbidden', async (act, fields) => {
      for (const key of ['adminHere', 'otherManager']) {
        const browser = await as('manager', '/admin/accounts/new');
        await browser.post(page(key, act), fields);
        expect([key, browser.status]).toEqual([key, 403]);
      }
      const secrets = await db.query(`SELECT 1 FROM one_time_secret WHERE account_id = ANY($1)`, [
        [people['adminHere'], people['otherManager']],
      ]);
      expect(secrets).toEqual([]);
    });

    test('oneself: forbidden', async () => {
      const browser = await as('system', '/admin/accounts/new');
      await browser.post(page('system', '/suspension'));
      expect(browser.status).toBe(403);
    });

    test('a role above one’s own, or outside one’s units', async () => {
      for (const fields of [
        { role: 'system-admin', unit: '11311' },
        { role: 'unit-manager', unit: '11311' },
      ]) {
        const browser = await as('manager', page('learner'));
        await browser.post(page('learner', '/roles'), fields);
        expect(browser.status).toBe(403);
      }
      const browser = await as('manager', page('learner'));
      await browser.post(page('learner', '/roles'), { role: 'learner', unit: '11329' });
      expect([browser.status, browser.text('#unit-error')]).toEqual([
        422,
        expect.stringContaining('Không tìm thấy đơn vị'),
      ]);
      const grants = await db.query('SELECT role FROM role_grant WHERE account_id = $1', [people['learner']]);
      expect(grants).toEqual([{ role: 'learner' }]);
    });

    test('revoking somebody else’s grant through one’s own person', async () => {
      const [grant] = await db.query(`SELECT id FROM role_grant WHERE account_id = $1 AND role = 'learner'`, [
        people['hanoi'],
      ]);
      const browser = await as('manager', page('learner'));
      await browser.post(page('learner', `/roles/${grant.id}/revocation`));
      expect(browser.status).toBe(404);
      expect(await db.query('SELECT revoked_at FROM role_grant WHERE id = $1', [grant.id])).toEqual([
        { revoked_at: null },
      ]);
    });
  });

  describe('roles', () => {
    test('are given at a unit found by a part of its name; the person must sign in again', async () => {
      const person = await as('elsewhere', '/account');
      const before = person.cookie('hv');
      expect(person.url).toBe('/account');
      const browser = await as('programme', page('elsewhere'));
      await browser.post(page('elsewhere', '/roles'), { role: 'author', unit: 'so khoa hoc va cong nghe' });
      expect(browser.text('main')).toContain('Người biên soạn');
      await person.get('/account');
      expect(person.url).toBe('/sign-in?next=%2Faccount');
      expect(await lastAudit('elsewhere')).toEqual({
        action: 'identity.grant-role',
        actor: people['programme'],
        detail: { role: 'author', unit: '31-SKHCN' },
      });
      const again = await as('elsewhere', '/account');
      expect(again.cookie('hv')).not.toBe(before);
    });

    test('given twice, also by a double click, count once', async () => {
      const browser = await as('programme', page('learner'));
      const post = () =>
        browser.inject({
          method: 'POST',
          url: page('learner', '/roles'),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ _csrf: browser.csrf(), role: 'marker', unit: '31' }).toString(),
        });
      const answers = await Promise.all([post(), post(), post()]);
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([303, 422, 422]);
      const grants = await db.query(`SELECT 1 FROM role_grant WHERE account_id = $1 AND role = 'marker'`, [
        people['learner'],
      ]);
      expect(grants.length).toBe(1);
    });

    test('several units of one name are offered to choose from', async () => {
      const browser = await as('system', page('elsewhere'));
      await browser.post(page('elsewhere', '/roles'), { role: 'invigilator', unit: 'xã tân an' });
      expect(browser.status).toBe(422);
      const codes = browser.page
        .querySelectorAll('input[name=unitCode]')
        .map((each) => each.getAttribute('value') as string);
      expect(codes.length).toBeGreaterThan(1);
      await browser.post(page('elsewhere', '/roles'), {
        role: 'invigilator',
        unit: 'xã tân an',
        unitCode: codes[1] as string,
      });
      expect(browser.status).toBe(200);
      const rows = await db.query(
        `SELECT u.code FROM role_grant g JOIN unit u ON u.id = g.unit_id WHERE g.account_id = $1 AND g.role = 'invigilator'`,
        [people['elsewhere']],
      );
      expect(rows).toEqual([{ code: codes[1] }]);
    });

    test('taken back, they stop at once and stay on record', async () => {
      const id = await makeAccount(app, 'auditor', '31', { fullName: 'Trần Hết Quyền' });
      people['formerAuditor'] = id;
      const person = await as('formerAuditor', '/admin/audit');
      expect(person.status).toBe(200);
      const [grant] = await db.query('SELECT id FROM role_grant WHERE account_id = $1', [id]);
      const browser = await as('system', page('formerAuditor'));
      await browser.post(page('formerAuditor', `/roles/${grant.id}/revocation`));
      expect(browser.status).toBe(200);
      await person.get('/admin/audit');
      expect(person.url).toMatch(/^\/sign-in/);
      expect((await as('formerAuditor', '/admin/audit')).status).toBe(403);
      const [kept] = await db.query('SELECT revoked_at FROM role_grant WHERE id = $1', [grant.id]);
      expect(kept.revoked_at).toBeInstanceOf(Date);
    });
  });

  describe('suspension', () => {
    test('refuses the very next request; reopening lets the person in again', async () => {
      const person = await as('learner', '/account');
      expect(person.url).toBe('/account');
      const browser = await as('manager', page('learner', '/suspension'));
      // The programme administrator gave a role above the manager's; only they may act now.
      expect(browser.text('main')).toContain('Tạm khóa tài khoản của Phạm Thị Hồng Nhung?');
      await browser.post(page('learner', '/suspension'));
      expect(browser.status).toBe(403);
      const admin = await as('programme', page('learner', '/suspension'));
      await admin.post(page('learner', '/suspension'));
      expect(admin.text('main')).toContain('Mở lại tài khoản');
      await person.get('/account');
      expect(person.url).toBe('/sign-in?next=%2Faccount');
      await admin.post(page('learner', '/suspension'));
      expect(admin.status).toBe(409);
      await admin.get(page('learner'));
      await admin.post(page('learner', '/reopening'));
      expect(await lastAudit('learner')).toMatchObject({
        action: 'identity.enable-account',
        actor: people['programme'],
      });
      expect((await as('learner', '/account')).url).toBe('/account');
    });
  });

  describe('codes', () => {
    test('a new person comes with a code that opens their account', async () => {
      const browser = await as('manager', '/admin/accounts/new');
      expect(browser.page.querySelectorAll('#role option').map((each) => each.getAttribute('value'))).toEqual(
        ['learner'],
      );
      await browser.post('/admin/accounts', {
        fullName: '  Trịnh   Công Sơn ',
        phone: '0987 654 321',
        email: '',
        username: '',
        jobTitle: '',
        role: 'learner',
        unit: 'phường hồng bàng',
      });
      expect(browser.status).toBe(200);
      const code = browser.text('.one-time-code');
      expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
      const person = new BrowserSession(app);
      await person.get('/activate');
      await person.post('/activate', { code });
      expect(person.text('main')).toContain('Trịnh Công Sơn');
      expect(person.page.querySelector('#username')?.getAttribute('value')).toBe('0987654321');
    });

    test.each([
      [{ fullName: 'A' }, '#fullName-error', 'họ và tên'],
      [{ phone: '123' }, '#phone-error', 'Số điện thoại chưa đúng'],
      [{ phone: '' }, '#phone-error', 'ít nhất một trong ba'],
      [{ email: 'a@b' }, '#email-error', 'email chưa đúng'],
      [{ phone: '0987 654 321' }, '#phone-error', 'đã có ở một tài khoản khác'],
      [{ unit: '' }, '#unit-error', 'nhập đơn vị'],
      [{ unit: 'không có xã này' }, '#unit-error', 'Không tìm thấy'],
    ])('%p is told at its field and nothing typed is lost', async (wrong, field, message) => {
      const browser = await as('manager', '/admin/accounts/new');
      await browser.post('/admin/accounts', {
        fullName: 'Trịnh Thị Mới',
        phone: '0977000111',
        email: '',
        username: '',
        jobTitle: 'Chuyên viên',
        role: 'learner',
        unit: '11311',
        ...wrong,
      });
      expect([browser.status, browser.text(field)]).toEqual([422, expect.stringContaining(message)]);
      expect(browser.page.querySelector('#jobTitle')?.getAttribute('value')).toBe('Chuyên viên');
      expect(browser.text('.error-summary')).toContain(message);
    });

    test('a printed sheet holds a slip with a working code for everybody of the unit who waits', async () => {
      await makeAccount(app, 'learner', '11383', { fullName: 'Lê Văn Phiếu Một' });
      await makeAccount(app, 'learner', '11383', { fullName: 'Lê Văn Phiếu Hai' });
      const boss = await makeAccount(app, 'unit-manager', '11383', { fullName: 'Chủ Tịch' });
      people['boss'] = boss;
      const browser = await as('boss', '/admin/accounts/codes');
      await browser.post('/admin/accounts/codes', { unit: '11383', which: 'without-code' });
      const slips = browser.page.querySelectorAll('.slip');
      expect(slips.map((slip) => slip.querySelector('strong')?.text)).toEqual([
        'Lê Văn Phiếu Hai',
        'Lê Văn Phiếu Một',
      ]);
      const person = new BrowserSession(app);
      await person.get('/activate');
      await person.post('/activate', { code: slips[1]?.querySelector('.slip-code')?.text as string });
      expect(person.text('main')).toContain('Lê Văn Phiếu Một');

      await browser.get('/admin/accounts/codes');
      await browser.post('/admin/accounts/codes', { unit: '11383', which: 'without-code' });
      expect([browser.status, browser.text('#unit-error')]).toEqual([
        422,
        expect.stringContaining('không còn ai'),
      ]);
      await browser.post('/admin/accounts/codes', { unit: '11383', which: 'all' });
      expect(browser.page.querySelectorAll('.slip').length).toBe(2);
      await browser.get('/admin/accounts/codes');
      await browser.post('/admin/accounts/codes', { unit: '11311', which: 'all' });
      expect(browser.status).toBe(422);
    });
  });

  describe('correcting a person', () => {
    const form = {
      fullName: 'Phạm Thị Hồng Nhung',
      birthDate: '30/4/1985',
      gender: 'female',
      phone: '',
      email: '',
      jobTitle: 'Phó Chánh văn phòng',
      targetGroup: 'official',
      unit: '11311',
      citizenId: '',
    };
    const correct = async (who: string, key: string, fields: Record<string, string> = {}) => {
      const browser = await as(who, page(key, '/person'));
      if (browser.status !== 200) await browser.get('/admin/accounts/new');
      await browser.post(page(key, '/person'), { ...form, ...fields });
      return browser;
    };

    test('writes what certificates print, and never shows the citizen number again', async () => {
      const browser = await correct('programme', 'learner', { citizenId: '031 085 009 999' });
      expect([browser.status, browser.url]).toEqual([200, page('learner')]);
      const rows = await db.query(
        `SELECT birth_date::text AS birth, job_title AS job FROM person WHERE account_id = $1`,
        [people['learner']],
      );
      expect(rows).toEqual([{ birth: '1985-04-30', job: 'Phó Chánh văn phòng' }]);
      await browser.get(page('learner', '/person'));
      expect(browser.page.querySelector('#birthDate')?.getAttribute('value')).toBe('30/04/1985');
      expect(browser.page.toString()).not.toMatch(/\b031\s?085/);
      expect(await lastAudit('learner')).toMatchObject({
        action: 'identity.update-person',
        actor: people['programme'],
      });
      expect(JSON.stringify(await lastAudit('learner'))).not.toMatch(/\b1985\b|\b031085|Nhung/);
    });

    test.each([
      [{ birthDate: '31/02/1985' }, '#birthDate-error', 'Không có ngày này'],
      [{ citizenId: '123' }, '#citizenId-error', '12 chữ số'],
      [{ fullName: '' }, '#fullName-error', 'họ và tên'],
      [{ unit: '00004' }, '#unit-error', 'Không tìm thấy'],
    ])('%p is told at its field', async (wrong, field, message) => {
      const browser = await correct('programme', 'learner', wrong as Record<string, string>);
      expect([browser.status, browser.text(field)]).toEqual([422, expect.stringContaining(message)]);
    });

    test('a citizen number belongs to one person', async () => {
      await correct('programme', 'learner', { citizenId: '031085009999' });
      const browser = await correct('programme', 'elsewhere', { unit: '11329', citizenId: '031085009999' });
      expect([browser.status, browser.text('#citizenId-error')]).toEqual([
        422,
        expect.stringContaining('một người khác'),
      ]);
    });

    test('is for those who may manage the account', async () => {
      expect((await correct('manager', 'elsewhere')).status).toBe(404);
      expect((await correct('manager', 'adminHere')).status).toBe(403);
      expect((await correct('system', 'system')).status).toBe(403);
    });
  });
});
