/** An author writes a course in the browser, and what is hostile in it never runs. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { projectRoot } from '#platform/i18n';
import { sanitiseRichText } from '../../libs/course/src/rich-text/rich-text.js';
import {
  axeViolations,
  DESKTOP,
  openBrowser,
  openContext,
  overflow,
  PHONE,
  signIn,
} from './support/browser.js';
import { type Platform, startPlatform } from './support/platform.js';

jest.setTimeout(300_000);

const attacks = JSON.parse(
  fs.readFileSync(path.join(projectRoot, 'libs/course/src/rich-text/fixtures/attacks.json'), 'utf8'),
) as string[];

describe('an author', () => {
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

  const press = async (page: Page, selector: string) => {
    await page.locator(selector).click();
    await page.waitForLoadState('load');
  };
  const beginLesson = async (page: Page, code: string): Promise<string> => {
    await signIn(page, platform.origin, 'author');
    await page.goto(`${platform.origin}/authoring/courses/new`);
    await page.fill('#title', `Viết trong trình duyệt ${code}`);
    await page.fill('#code', code);
    await page.locator('#audience input').first().check();
    await press(page, 'form[action="/authoring/courses"] button.btn-primary');
    const course = page.url().split('#')[0] as string;
    await page.fill('#new-section', 'Phần mở đầu');
    await press(page, 'form[action$="/sections"] button');
    await page.fill('form[action$="/lessons"] input[name=title]', 'Bài đầu tiên');
    await press(page, 'form[action$="/lessons"] button');
    await press(page, 'button[value=add-text]');
    return course;
  };

  test.each([
    ['a phone', PHONE, 'E2E-P'],
    ['a desktop', DESKTOP, 'E2E-D'],
  ])('writes formatted text on %s, and learners would see the same', async (_, viewport, code) => {
    const context = await openContext(browser, { viewport });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => dialog.accept());
    const course = await beginLesson(page, code);
    const tool = (name: string) => page.locator('.editor-tool', { hasText: new RegExp(`^${name}$`) }).first();
    await page.locator('.editor-place .rich').click();
    await page.keyboard.type('Một buổi sáng');
    await tool('Đề mục').click();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Chữ thường và ');
    await tool('Đậm').click();
    await page.keyboard.type('chữ đậm');
    await tool('Đậm').click();
    await page.keyboard.press('Enter');
    await tool('Danh sách').click();
    await page.keyboard.type('một');
    await page.keyboard.press('Enter');
    await page.keyboard.type('hai');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Không đưa dữ liệu cá nhân.');
    await tool('Khung an toàn').click();
    await page.keyboard.press('Control+End');
    await tool('Bảng').click();
    await page.keyboard.type('Cột A');
    expect(await page.innerText('[data-lesson-state]')).toBe('Có thay đổi chưa lưu');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.waitForSelector('#flash .callout-success');
    const saved = await page.locator('textarea[data-rich-text]').inputValue();
    expect(saved).toMatch(
      /^<h2>Một buổi sáng<\/h2><p>Chữ thường và <strong>chữ đậm<\/strong><\/p><ul><li>một<\/li><li>hai<\/li><\/ul><aside class="callout callout-safety"><p class="callout-title">[^<]+<\/p><p>Không đưa dữ liệu cá nhân\.<\/p><\/aside><table><thead><tr><th scope="col">Cột A<\/th>/,
    );
    await press(page, '.bottom-bar button[value=preview]');
    expect(await page.innerHTML('.rich')).toContain('<strong>chữ đậm</strong>');
    expect(await overflow(page)).toBe(0);
    await page.goto(course);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('puts lessons in order with the keyboard, without leaving the place', async () => {
    const context = await openContext(browser, { viewport: DESKTOP });
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    const course = await beginLesson(page, 'E2E-O');
    await page.goto(course);
    await page.fill('form[action$="/lessons"] input[name=title]', 'Bài thứ hai');
    await press(page, 'form[action$="/lessons"] button');
    await page.goto(course);
    await page.locator('[id^="up-"]:not([disabled])').last().focus();
    await page.keyboard.press('Enter');
    await page.locator('.rows .row-title', { hasText: '1. Bài thứ hai' }).waitFor();
    expect(page.url()).toBe(course);
    await context.close();
  });

  test('is told before leaving words behind that are not saved', async () => {
    const context = await openContext(browser, { viewport: DESKTOP });
    const page = await context.newPage();
    await beginLesson(page, 'E2E-U');
    await page.locator('.editor-place .rich').click();
    await page.keyboard.type('chưa lưu');
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto(`${platform.origin}/courses`).catch(() => null);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    expect(await page.innerText('.editor-place .rich')).toContain('chưa lưu');
    await context.close();
  });

  test('no attack in an authored text runs in Chromium, not even without our policy', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent('<!doctype html><div id="lesson"></div>');
    const ran = await page.evaluate(
      async (texts) => {
        const view = globalThis as unknown as {
          alert: () => void;
          document: { querySelector(name: string): { innerHTML: string } };
        };
        let count = 0;
        view.alert = () => {
          count += 1;
        };
        const place = view.document.querySelector('#lesson');
        for (const text of texts) {
          place.innerHTML = text;
          // Written out and read again, as editors and history caches do: what mutates, mutates here.
          place.innerHTML = `${place.innerHTML}`;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return count;
      },
      attacks.map((attack) => sanitiseRichText(attack)),
    );
    expect(ran).toBe(0);
    expect(requests.filter((url) => url !== 'about:blank')).toEqual([]);
    // The same page does run what is not cleaned: the check sees an attack when there is one.
    const proof = await page.evaluate(async () => {
      const view = globalThis as unknown as {
        alert: () => void;
        document: { querySelector(name: string): { innerHTML: string } };
      };
      let count = 0;
      view.alert = () => {
        count += 1;
      };
      view.document.querySelector('#lesson').innerHTML = '<img src="data:," onerror="alert(1)">';
      await new Promise((resolve) => setTimeout(resolve, 100));
      return count;
    });
    expect(proof).toBe(1);
    await context.close();
  });
});
