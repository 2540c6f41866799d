/** A programme administrator imports a nominated list with the mouse, prints codes, and exports the statistics. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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
});
