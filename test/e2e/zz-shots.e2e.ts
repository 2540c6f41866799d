/// <reference lib="dom" />

import fs from 'node:fs';
import { expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { ExamWorld, Grading, multiple, single, statement } from '#assessment/testing';

test('shots', async () => {
  const world = await ExamWorld.open();
  const origin = await world.listen();
  const chrome = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic'],
  });
  const qs = [...Array(30)].map((_, i) =>
    i % 4 === 3
      ? multiple(`q${i}`)
      : i % 7 === 5
        ? statement(`q${i}`)
        : single(`q${i}`, i % 2 ? {} : { component: '4.2' }),
  );
  const quiz = await world.quiz(qs, { passPercent: 70 });
  const s = await world.sitting(quiz);
  const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  const shoot = async (page: import('playwright-core').Page, name: string) => {
    await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true });
    await page.evaluate((code) => new Function(code)(), axe).catch(() => {});
    const has = await page.evaluate(() => typeof (window as never as { axe?: unknown }).axe);
    if (has === 'undefined') {
      console.log('no axe (csp)');
      return;
    }
    const v = await page.evaluate(async () => {
      const r = await (
        window as never as {
          axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      return r.violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.html.slice(0, 150)).join(' | ')}`);
    });
    console.log(name, v);
  };
  fs.mkdirSync('/tmp/shots', { recursive: true });
  const b = s.browser;
  for (let i = 1; i <= 20; i++)
    if (i !== 7)
      await b.post(`/attempts/${s.attemptId}/answers`, {
        question: String(i),
        answer: [i % 5 ? 'b' : 'a'].map((x) =>
          b.page.querySelector('input[name=answer][value=true]') ? 'true' : x,
        )[0]!,
        go: String(i + 1),
        ...(i % 8 === 0 ? { flag: 'on' } : {}),
      });
  await b.post(`/attempts/${s.attemptId}/answers`, { question: '7', flag: 'on', go: '8' });
  for (const [w, dark] of [
    [360, false],
    [768, false],
    [1280, false],
    [1280, true],
  ] as const) {
    const context = await chrome.newContext({
      viewport: { width: w, height: 800 },
      bypassCSP: true,
      colorScheme: dark ? 'dark' : 'light',
    });
    await context.addCookies([{ ...world.cookie(s.accountId, s.sessionId), url: origin }]);
    const page = await context.newPage();
    const n = `${w}${dark ? '-dark' : ''}`;
    await page.goto(`${origin}/attempts/${s.attemptId}?question=12`);
    await page.waitForTimeout(500);
    await shoot(page, `quiz-${n}`);
    await page.goto(`${origin}/attempts/${s.attemptId}?question=4`);
    await page.waitForTimeout(300);
    await shoot(page, `quiz-multi-${n}`);
    await context.setOffline(true);
    await page.locator('input[name=answer]').nth(3).click();
    await page.waitForTimeout(500);
    await shoot(page, `offline-${n}`);
    await context.setOffline(false);
    await page.waitForTimeout(5500);
    await page.goto(`${origin}/attempts/${s.attemptId}/summary`);
    await shoot(page, `summary-${n}`);
    await context.close();
    const other = await chrome.newContext({ viewport: { width: w, height: 800 }, bypassCSP: true });
    await other.addCookies([
      { ...world.cookie(s.accountId, '01900000-0000-7000-8000-000000000000'), url: origin },
    ]);
    const op = await other.newPage();
    await op.goto(`${origin}/attempts/${s.attemptId}`);
    await shoot(op, `other-${n}`);
    await other.close();
  }
  await b.get(`/attempts/${s.attemptId}/summary`);
  await b.post(`/attempts/${s.attemptId}/submission`);
  const each = async (path: string, name: string) => {
    for (const [w, dark] of [
      [360, false],
      [1280, false],
      [1280, true],
    ] as const) {
      const context = await chrome.newContext({
        viewport: { width: w, height: 800 },
        bypassCSP: true,
        colorScheme: dark ? 'dark' : 'light',
      });
      await context.addCookies([{ ...world.cookie(s.accountId, s.sessionId), url: origin }]);
      const page = await context.newPage();
      await page.goto(`${origin}${path}`);
      await shoot(page, `${name}-${w}${dark ? '-dark' : ''}`);
      await context.close();
    }
  };
  await each(`/attempts/${s.attemptId}/result`, 'waiting');
  await world.get(Grading).grade([s.attemptId]);
  await each(`/attempts/${s.attemptId}/result`, 'result');
  await world.db.query('UPDATE quiz SET attempts_allowed = 1');
  await chrome.close();
  await world.close();
  expect(1).toBe(1);
}, 300000);
