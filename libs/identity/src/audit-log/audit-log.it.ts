import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { BrowserSession, testInstallation } from '#platform/testing';
import { makeAccount, openWeb, seedUnits, signInAs } from '../testing.js';
import { IdentityWebModule } from '../web.js';

describe('the audit', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let db: DataSource;
  let people: Record<string, string>;

  beforeAll(async () => {
    installation = await testInstallation();
    app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule]);
    db = app.get(DataSource);
    await seedUnits(app);
    people = {
      programme: await makeAccount(app, 'programme-admin', '31', { fullName: 'Bùi Thị Lan Anh' }),
      system: await makeAccount(app, 'system-admin', 'vn', { fullName: 'Hoàng Đức Long' }),
      auditor: await makeAccount(app, 'auditor', '31', { fullName: 'Đặng Thị Mai' }),
      learner: await makeAccount(app, 'learner', '11311', { fullName: 'Phạm Thị Hồng Nhung' }),
      hanoi: await makeAccount(app, 'learner', '00004', { fullName: 'Đào Hồng Nhung' }),
    };
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

  test('shows who did what to whom, to those who check', async () => {
    const programme = await as('programme', `/admin/accounts/${people['learner']}`);
    await programme.post(`/admin/accounts/${people['learner']}/roles`, { role: 'marker', unit: '11311' });
    const browser = await as('auditor', '/admin/audit?context=identity');
    expect(browser.text('tbody')).toContain('Giao vai trò');
    expect(browser.text('tbody')).toContain('Bùi Thị Lan Anh');
  });

  test('hides what concerns other provinces, and the system’s own acts', async () => {
    const [row] = await db.query(
      `SELECT count(*)::int AS n FROM audit_entry e WHERE subject_id = $1 OR actor_id = $1`,
      [people['hanoi']],
    );
    expect(row.n).toBeGreaterThan(0);
    expect((await as('auditor', `/admin/audit?account=${people['hanoi']}`)).text('main')).toContain(
      'Chưa có việc nào',
    );
    expect((await as('system', `/admin/audit?account=${people['hanoi']}`)).text('tbody')).toContain(
      'Đào Hồng Nhung',
    );
  });

  test('pages back to the first entry without repeating or leaving out any', async () => {
    await db.query(
      `INSERT INTO audit_entry (id, action, subject_type) SELECT gen_random_uuid(), 'course.test', 'x' FROM generate_series(1, 120)`,
    );
    const browser = await as('system', '/admin/audit?context=course');
    const seen: number[] = [];
    for (let pages = 0; pages < 5; pages += 1) {
      seen.push(browser.page.querySelectorAll('tbody tr').length);
      const next = browser.page.querySelector('a[rel=next]')?.getAttribute('href');
      if (!next) break;
      await browser.get(next.replaceAll('&amp;', '&'));
    }
    expect(seen).toEqual([50, 50, 20]);
  });

  test('what a context does to its nouns is found under that context, in words', async () => {
    await db.query(
      `INSERT INTO audit_entry (id, action, subject_type) VALUES (gen_random_uuid(), 'nomination.apply', 'roster-import')`,
    );
    const browser = await as('system', '/admin/audit?context=enrolment');
    expect(browser.text('tbody')).toContain('Nhập danh sách cử');
    expect(browser.text('tbody')).toContain('Danh sách cử');
  });

  test('filters by Vietnamese days', async () => {
    await db.query(
      `INSERT INTO audit_entry (id, at, action, subject_type) VALUES (gen_random_uuid(), '2026-05-21T17:30:00Z', 'reporting.test', 'x')`,
    );
    const count = async (query: string) =>
      (await as('system', `/admin/audit?context=reporting&${query}`)).page.querySelectorAll('tbody tr')
        .length;
    expect(await count('from=2026-05-22&until=2026-05-22')).toBe(1);
    expect(await count('from=2026-05-21&until=2026-05-21')).toBe(0);
    expect(await count('from=khong-phai-ngay')).toBe(1);
  });

  test.each(['UPDATE audit_entry SET action = $1', 'DELETE FROM audit_entry WHERE action <> $1'])(
    'refuses %s',
    async (sql) => {
      await expect(db.query(sql, ['x'])).rejects.toThrow(/append-only/);
    },
  );

  test('refuses to be emptied', async () => {
    await expect(db.query('TRUNCATE audit_entry')).rejects.toThrow(/append-only/);
  });
});
