/** A programme administrator makes a programme and a class, imports a nominated list, and exports the statistics. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { localDay, localYear } from '#platform/clock';
import { projectRoot } from '#platform/i18n';
import { axeViolations, DESKTOP, openBrowser, openContext, signIn } from './support/browser.js';
import { type Platform, startPlatform } from './support/platform.js';

jest.setTimeout(300_000);
const ROSTER = path.join(projectRoot, 'test/fixtures/roster/roster-hai-phong-2026.xlsx');

/** Waits until the task's page, which keeps itself up to date, says that it is done. */
async function ended(page: Page): Promise<void> {
  await page
    .waitForSelector('[data-task-status=done], [data-task-status=failed]', { timeout: 30_000 })
    .catch(() => {});
  const state = await page.locator('[data-task-status]').getAttribute('data-task-status');
  if (state !== 'done') throw new Error(`The task is ${state}: ${await page.innerText('main')}`);
}

describe('a programme administrator', () => {
  let platform: Platform;
  let browser: Browser;

  beforeAll(async () => {
    platform = await startPlatform();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  test('imports a list, puts a row right in place, and exports who is in the class', async () => {
    const context = await openContext(browser, { viewport: DESKTOP });
    const page = await context.newPage();
    await signIn(page, platform.origin, 'programme-admin');
    await page.goto(`${platform.origin}/classes`);
    await page.locator('a[href^="/classes/"]').filter({ hasText: 'Ứng dụng AI' }).first().click();
    const classUrl = page.url();
    await page.locator('a[href$="/imports/new"]').first().click();
    expect(await axeViolations(page)).toEqual([]);
    await page.setInputFiles('input[type=file]', ROSTER);
    await page.locator('form[action$="/imports"] button[type=submit]').click();
    await page.waitForSelector('[data-outcome=reject]');
    const countOf = async (outcome: string) =>
      Number(await page.locator(`[data-outcome=${outcome}]`).getAttribute('data-count'));
    expect([
      await countOf('accept'),
      await countOf('warn'),
      await countOf('reject'),
      await countOf('skip'),
    ]).toEqual([230, 3, 6, 1]);
    expect(await axeViolations(page)).toEqual([]);

    // The empty name of row 38 is typed in; the row can now be imported.
    await page.fill('#value-38', 'Nguyễn Thị Mới');
    await page.locator('#fix-38 button').click();
    await page.waitForSelector('[data-outcome=reject][data-count="5"]');

    await page.locator('form[action$="/application"] button').click();
    await ended(page);
    await page.locator('a[data-task-result]').click();
    expect(await page.innerText('main')).toContain('234');
    expect(await axeViolations(page)).toEqual([]);

    await page.goto(classUrl.replace('/classes/', '/reports/classes/'));
    await page.waitForLoadState('load');
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('form[action$="/exports"] button').first().click();
    await ended(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[data-task-file]').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.(xlsx|csv)$/);
    await context.close();
  });

  test('is told what a file is when it is no list, and nothing is written', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await signIn(page, platform.origin, 'programme-admin');
    await page.goto(`${platform.origin}/classes`);
    await page.locator('a[href^="/classes/"]').filter({ hasText: 'Ứng dụng AI' }).first().click();
    await page.locator('a[href$="/imports/new"]').first().click();
    await page.setInputFiles(
      'input[type=file]',
      path.join(projectRoot, 'test/fixtures/roster/danh-sach.docx'),
    );
    await page.locator('form[action$="/imports"] button[type=submit]').click();
    await page.waitForSelector('text=văn bản Word');
    expect(await page.locator('form[action$="/application"]').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await context.close();
  });

  test('makes a programme and a class, imports into it, adds one person by hand, and opens the statistics', async () => {
    const context = await openContext(browser, { viewport: DESKTOP });
    const page = await context.newPage();
    await signIn(page, platform.origin, 'programme-admin');
    await page.locator('.site-nav summary').filter({ hasText: 'Đào tạo' }).click();
    await page.locator('.site-nav a[href="/programmes"]').click();
    await page.locator('a[href="/programmes/new"]').click();
    expect(await axeViolations(page)).toEqual([]);
    await page.fill('#title', 'Bồi dưỡng kỹ năng số cho cán bộ xã, phường');
    await page.fill('#code', 'hp-bd');
    await page.fill('#goal', 'Mỗi cán bộ dùng được trợ lý AI trong công việc hằng ngày.');
    await page.fill('#targetPeople', '200');
    await page.check('#group-official');
    await page.locator('main form button[type=submit]').click();
    await page.waitForSelector('h1:has-text("Bồi dưỡng kỹ năng số cho cán bộ xã, phường")');
    expect(await page.innerText('main')).toContain('200 người hoàn thành');

    await page.locator('a[href$="/classes/new"]').first().click();
    expect(await axeViolations(page)).toEqual([]);
    await page.fill('#title', 'Lớp cán bộ phường Hồng Bàng');
    await page.fill('#code', 'HP-BD-1');
    await page.selectOption('#courseId', {
      label: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính',
    });
    const yesterday = localDay(new Date(Date.now() - 86_400_000));
    await page.fill('#startsOn', yesterday);
    await page.fill('#endsOn', yesterday);
    await page.fill('#unit', 'Hồng Bàng');
    await page.locator('main form button[type=submit]').click();
    // Several units are called so: the form comes back with everything in it and asks which.
    await page.waitForSelector('.error-summary');
    expect(await axeViolations(page)).toEqual([]);
    await page.check('input[name=unitCode][value="11311"]');
    await page.locator('main form button[type=submit]').click();
    // A slip of the hand: the class ends where it begins; put right on the class's own page.
    await page.waitForSelector('h1:has-text("Lớp cán bộ phường Hồng Bàng")');
    expect(await page.innerText('main')).toContain('Đã kết thúc');
    await page.locator('a[href$="/edit"]').click();
    await page.fill('#endsOn', `${localYear(new Date()) + 1}-12-31`);
    await page.locator('main form button[type=submit]').click();
    await page.waitForSelector('text=Đang mở');
    expect(await axeViolations(page)).toEqual([]);
    const classUrl = page.url();

    await page.locator('a[href$="/imports/new"]').first().click();
    await page.setInputFiles('input[type=file]', ROSTER);
    await page.locator('form[action$="/imports"] button[type=submit]').click();
    await page.waitForSelector('[data-outcome=reject]');
    await page.locator('form[action$="/application"] button').click();
    await ended(page);

    await page.goto(`${classUrl}/members/new?q=hong+nhung`);
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('tr', { hasText: 'Phạm Thị Hồng Nhung' }).locator('button').first().click();
    await page.waitForSelector('text=Đã thêm vào lớp');
    expect(await page.innerText('main')).toContain('trên 234');
    expect(await axeViolations(page)).toEqual([]);

    await page.goto(classUrl);
    await page.locator(`a[href$="/certificates"]`).last().click();
    await page.waitForSelector('text=Giấy của lớp do ai cấp');
    expect(await page.innerText('main')).toContain('Nguyễn Văn Minh');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(classUrl);
    await page.locator('main a[href^="/reports/classes/"][href$="/exams"]').click();
    await page.waitForURL((url) => url.pathname.includes('/exams/'));
    expect(await page.innerText('main')).toContain('Chưa làm bài');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(classUrl);
    await page.locator('main a[href^="/reports/classes/"]:not([href$="/exams"])').click();
    await page.waitForSelector('h1:has-text("Lớp cán bộ phường Hồng Bàng")');
    await context.close();
  });
});
