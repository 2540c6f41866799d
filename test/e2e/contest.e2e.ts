/** A citizen on a phone enters the contest that is open, foretells, hands in, and finds their place at the stated hour. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { axeViolations, openBrowser, openContext, overflow, signIn } from './support/browser.js';
import { type Platform, startPlatform } from './support/platform.js';
import { rightAnswers } from './support/right-answers.js';

jest.setTimeout(120_000);

const QUESTIONS = 10;
/** Kilobytes that the next page of a learner may weigh over the wire. */
const NEXT_PAGE = 15;

let platform: Platform;
let browser: Browser;
let db: Client;
beforeAll(async () => {
  platform = await startPlatform();
  browser = await openBrowser();
  db = new Client({ connectionString: platform.databaseUrl });
  await db.connect();
});
afterAll(async () => {
  await db?.end();
  await browser?.close();
  await platform?.stop();
});

test('a citizen enters on a phone, answers ten questions, foretells, and stands first at the stated hour', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await signIn(page, platform.origin, 'learner');
  await page.goto(`${platform.origin}/contests`);
  await page.getByRole('link', { name: 'Công dân số – sử dụng thông minh, sống an toàn' }).click();
  await page.getByRole('link', { name: 'Vào thi' }).click();
  await page.waitForURL(/\/entry$/);
  expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await page.waitForURL(/\/attempts\//);
  const attempt = new URL(page.url()).pathname.split('/')[2]!;
  const key = await rightAnswers(db, attempt);
  expect(key).toHaveLength(QUESTIONS);
  for (const [index, right] of key.entries()) {
    for (const option of right)
      await page.locator(`input[name=answer][value="${option}"]`).first().check({ force: true });
    const next = index + 1 < QUESTIONS ? String(index + 2) : 'summary';
    await page.locator(`button.btn[name=go][value="${next}"]`).filter({ visible: true }).first().click();
    if (index + 1 < QUESTIONS) await page.getByText(`Câu ${next} trên ${QUESTIONS}`).first().waitFor();
  }
  await page.waitForURL(/\/summary/);
  expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
  // The browser itself asks for the prediction before anything is sent.
  await page.getByRole('button', { name: 'Nộp bài' }).click();
  expect(page.url()).toContain('/summary');
  await page.getByLabel('Dự đoán').fill('1');
  await page.getByRole('button', { name: 'Nộp bài' }).click();
  await page.waitForURL(/\/contest-entries\//);
  expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
  const own = page.url();
  expect(await page.innerText('main')).not.toContain('10/10');

  await db.query(
    `UPDATE contest_round r SET opens_at = now() - interval '3 hours', closes_at = now() - interval '1 hour',
            standings_at = now() FROM contest_entry e JOIN attempt a ON a.entry_id = e.id
      WHERE a.id = $1 AND r.id = e.round_id`,
    [attempt],
  );
  const counted = async () =>
    (await db.query('SELECT FROM contest_place p JOIN attempt a USING (entry_id) WHERE a.id = $1', [attempt]))
      .rowCount;
  for (let tries = 0; tries < 100 && !(await counted()); tries++) {
    await platform.sweep();
    await page.waitForTimeout(100);
  }
  await page.goto(own);
  expect(await page.innerText('main')).toContain('Hạng 1 trong 1 bài');
  const visitor = await (await openContext(browser)).newPage();
  await visitor.goto(`${platform.origin}/contests/cong-dan-so`);
  await visitor.getByRole('link', { name: 'Kết quả vòng 1' }).click();
  await visitor.waitForURL(/\/rounds\/1$/);
  expect(await visitor.innerText('main')).toContain('P. T. H. Nhung');
  expect([await axeViolations(visitor), await overflow(visitor)]).toEqual([[], 0]);
  await visitor.getByRole('link', { name: 'Theo đơn vị' }).click();
  await visitor.waitForURL(/\/units$/);
  expect(await visitor.innerText('main')).toContain('Phường Hồng Bàng');
  const transferred = await visitor.evaluate(() => {
    const { performance: timing } = globalThis as unknown as {
      performance: { getEntries(): { transferSize?: number }[] };
    };
    return timing.getEntries().reduce((sum, each) => sum + (each.transferSize ?? 0), 0);
  });
  expect(transferred / 1024).toBeLessThan(NEXT_PAGE);
});
