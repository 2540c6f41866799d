/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Accommodations, ExamWorld, Invigilation, single } from '#assessment/testing';
import { newId } from '#platform/ids';
import { openBrowser } from './support/browser.js';

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

const minutes = (page: Page) =>
  page.locator('[data-countdown-clock]').evaluate((clock) => Number.parseInt(clock.textContent ?? '', 10));

test('an open page hears of extra time and of a pause, and goes on by itself with what was kept', async () => {
  const quizId = await world.quiz([single('q1'), single('q2')], { minutes: 20 });
  const { accountId, sessionId, attemptId, enrolmentId } = await world.sitting(quizId);
  const context = await chrome.newContext({ viewport: { width: 360, height: 740 } });
  await context.addCookies([{ ...world.cookie(accountId, sessionId), url: origin }]);
  const page = await context.newPage();
  const streams = page.waitForResponse((response) => response.url().endsWith('/clock/changes'));
  await page.goto(`${origin}/attempts/${attemptId}?question=1`);
  await streams;

  const invigilator = await world.account();
  const act = { minutes: 15, attempts: 0, once: true, reason: 'Máy hỏng', grantedBy: invigilator };
  await world.get(Accommodations).grant([{ enrolmentId, quizId }], { ...act, grantId: newId() });
  await page.waitForFunction(
    () => Number.parseInt(document.querySelector('[data-countdown-clock]')?.textContent ?? '', 10) >= 30,
  );

  await world.get(Invigilation).pause([attemptId], { actorId: invigilator, reason: 'Mất điện' });
  await page.getByRole('heading', { name: 'Bài đang tạm dừng' }).waitFor();
  expect(await page.locator('main').isVisible()).toBe(false);
  const before = await page.locator('[data-countdown-clock]').textContent();
  // What was chosen at that very moment waits here until the attempt goes on.
  await page.evaluate(() => document.querySelector<HTMLInputElement>('input[name=answer]')?.click());
  const refused = await page.waitForResponse((response) => response.url().endsWith('/answers'));
  expect(refused.status()).toBe(409);
  expect(await page.locator('[data-countdown-clock]').textContent()).toBe(before);

  await world.get(Invigilation).resume([attemptId], invigilator);
  await page.waitForSelector('[data-saved][data-state=saved]');
  expect(await page.locator('main').isVisible()).toBe(true);
  expect(await minutes(page)).toBeGreaterThanOrEqual(30);
  expect(
    await world.db.query('SELECT position FROM answer_journal WHERE attempt_id = $1', [attemptId]),
  ).toEqual([{ position: 1 }]);
  await context.close();
}, 60_000);
