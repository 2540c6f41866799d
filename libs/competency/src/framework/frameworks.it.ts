import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { makeAccount, openWeb, seedUnits, signInAs } from '#identity/testing';
import { IdentityWebModule } from '#identity/web';
import { OrganisationWebModule } from '#organisation/web';
import { BrowserSession, testInstallation } from '#platform/testing';
import { FrameworkSeeder } from '../seed/framework-seeder.js';
import { CompetencyWebModule } from '../web.js';
import { Frameworks } from './frameworks.js';

describe('competency frameworks', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let browser: BrowserSession;
  let frameworks: Frameworks;

  beforeAll(async () => {
    installation = await testInstallation();
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule, CompetencyWebModule]);
    await seedUnits(app);
    expect(await app.get(FrameworkSeeder, { strict: false }).run()).toBe(2);
    frameworks = app.get(Frameworks, { strict: false });
    browser = new BrowserSession(app);
    await signInAs(app, browser, await makeAccount(app, 'author', '31'));
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const count = async (sql: string) =>
    (await app.get(DataSource).query(`SELECT count(*)::int AS n FROM ${sql}`))[0].n;

  test('Circular 02 is complete: 6 domains, 24 components, 8 levels, 417 indicators, each with its evidence', async () => {
    const of = `framework_version v ON v.version = '2025' AND`;
    expect([
      await count(`framework_domain d JOIN ${of} v.id = d.version_id`),
      await count(`framework_component c JOIN ${of} v.id = c.version_id`),
      await count(`framework_level l JOIN ${of} v.id = l.version_id`),
      await count(`framework_indicator i JOIN ${of} v.id = i.version_id`),
      await count(`framework_indicator WHERE evidence = 'sources-differ'`),
    ]).toEqual([6, 24, 8, 417, 22]);
  });

  test('loading them again changes nothing', async () => {
    expect(await app.get(FrameworkSeeder, { strict: false }).run()).toBe(0);
  });

  test('components and levels are found by their codes', async () => {
    const circular = await frameworks.find('tt02-2025');
    expect(circular?.component('4.1')).toMatchObject({ name: 'Bảo vệ thiết bị', domainName: 'An toàn' });
    expect(circular?.level(5)).toEqual({ level: 5, code: 'NC1', proficiency: 'Nâng cao' });
    expect([circular?.component('9.9'), circular?.level(9)]).toEqual([null, null]);
    expect(await frameworks.componentName('qd757-2025', 'I.1/6.1')).toBe('Hiểu biết về trí tuệ nhân tạo');
    expect(await frameworks.find('unknown')).toBeNull();
  });

  test('Decision 757 has no levels, and what is not verified waits, empty, for an import', async () => {
    const decision = await frameworks.find('qd757-2025');
    expect(decision?.levels.size).toBe(0);
    expect(await count(`framework_domain WHERE evidence = 'waiting'`)).toBe(3);
    expect(
      await count(
        `framework_component c JOIN framework_domain d ON d.id = c.domain_id AND d.target_group <> 'student'`,
      ),
    ).toBe(0);
  });

  test('the pages say how far each wording was verified', async () => {
    await browser.get('/admin/frameworks');
    expect(browser.text('main')).toContain('6 miền, 24 thành phần, 417 chỉ báo');
    expect(browser.text('main')).toContain('3 phần chờ nạp');
    await browser.get('/admin/frameworks/qd757-2025');
    expect(browser.text('main')).toContain('Không có gì được suy đoán vào đây');
    await browser.get('/admin/frameworks/tt02-2025');
    const links = browser.page.querySelectorAll('tbody a').map((each) => each.getAttribute('href') as string);
    expect(links.length).toBe(24);
    await browser.get('/admin/frameworks/tt02-2025/versions/2025/components/6.1');
    expect([browser.status, browser.page.querySelectorAll('section').length]).toEqual([200, 8]);
    expect(browser.text('main')).toContain('Hai nguồn khác nhau');
    await browser.get('/admin/frameworks/qd757-2025/versions/1.0/components/I.1/6.1');
    expect([browser.status, browser.text('h1')]).toEqual([
      200,
      expect.stringContaining('Hiểu biết về trí tuệ nhân tạo'),
    ]);
    for (const path of ['nope', 'tt02-2025/versions/9', 'tt02-2025/versions/2025/components/9.9']) {
      await browser.get(`/admin/frameworks/${path}`);
      expect([path, browser.status]).toEqual([path, 404]);
    }
  });

  test('the tree of units is shown as far as one is responsible for it', async () => {
    const manager = new BrowserSession(app);
    await signInAs(app, manager, await makeAccount(app, 'unit-manager', '11311'));
    await manager.get('/admin/units');
    const links = () => manager.page.querySelectorAll('tbody a').map((each) => each.text);
    expect(links()).toEqual(['Phường Hồng Bàng', 'Tổ công nghệ số cộng đồng phường Hồng Bàng']);
    await manager.get('/admin/units?q=ngo quyen');
    expect(links()).toEqual([]);
    await manager.get('/admin/units/11311');
    expect([manager.status, manager.text('.breadcrumb')]).toEqual([
      200,
      expect.stringContaining('Thành phố Hải Phòng'),
    ]);
    expect(manager.page.querySelector('.breadcrumb a[href="/admin/units/31"]')).toBeNull();
    for (const code of ['31', '11329', 'vn', 'nope']) {
      await manager.get(`/admin/units/${code}`);
      expect([code, manager.status]).toEqual([code, 404]);
    }
    const admin = new BrowserSession(app);
    await signInAs(app, admin, await makeAccount(app, 'system-admin', 'vn'));
    await admin.get('/admin/units/75');
    expect(admin.text('aside')).toContain('Tỉnh Đồng Nai');
    expect(admin.text('aside')).toContain('Nghị quyết 30/2026/QH16');
  });
});
