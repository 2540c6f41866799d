/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ExamWorld, single } from '#assessment/testing';
import { axeViolations, DESKTOP, openBrowser, openContext, overflow, PHONE } from './support/browser.js';

/** Set to a folder to look at the pages. */
const PICTURES = process.env['PICTURES'];
const GIFT = `::c-1::Khi nhận thư lạ xin mật khẩu, anh/chị làm gì?{=Không cung cấp và báo lại ~Gửi ngay ~Hỏi lại qua thư đó}

::c-2::Anh/chị viết một đoạn về an toàn thông tin.{}

::c-3::Mật khẩu nên dài.{T#Đúng vậy}
`;

describe('files of questions in a real browser', () => {
  let world: ExamWorld;
  let chrome: Browser;
  let origin: string;
  beforeAll(async () => {
    world = await ExamWorld.open();
    origin = await world.listen();
    chrome = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await chrome?.close();
    await world?.close();
  });

  const inspect = async (page: Page, name: string) => {
    for (const [size, viewport] of Object.entries({ 360: PHONE, 1280: DESKTOP })) {
      await page.setViewportSize(viewport);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${size}.png`, fullPage: true });
      expect([name, size, await overflow(page)]).toEqual([name, size, 0]);
      expect([name, size, await axeViolations(page)]).toEqual([name, size, []]);
    }
  };

  test('an author brings a file in and takes the bank out again, without a barrier', async () => {
    await world.quiz([single('q1')]);
    const [bank] = await world.db.query('SELECT id FROM question_bank LIMIT 1');
    const account = await world.account();
    const context = await openContext(chrome);
    await context.addCookies([{ ...world.cookie(account, account, 'author'), url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/authoring/banks/${bank.id}`);
    await page.locator('a[href$="/imports/new"]').click();
    await inspect(page, 'import-choose');
    const content = Buffer.from(GIFT);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'cau-hoi.gift', mimeType: 'text/plain', buffer: content });
    await page.locator('form[enctype] button').click();
    await page.waitForSelector('[data-effect=created][data-count="2"]');
    await inspect(page, 'import-review');
    await page.locator('form[action$="/application"] button').click();
    await page.waitForSelector('.callout-success');
    await inspect(page, 'import-done');
    await page.goto(`${origin}/authoring/banks/${bank.id}/export?format=aiken`);
    await inspect(page, 'export');
    const download = page.waitForEvent('download');
    await page.locator('form[method=post][action$="/export"] button').click();
    expect((await download).suggestedFilename()).toMatch(/-aiken\.txt$/);
    await context.close();
  }, 90_000);
});
