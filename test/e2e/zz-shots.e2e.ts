/// <reference lib="dom" />
import { expect, test } from '@jest/globals';
import fs from 'node:fs';
import { chromium } from 'playwright-core';
import { ExamWorld, multiple, single } from '#assessment/testing';
test('shots', async () => {
  const world = await ExamWorld.open();
  const origin = await world.listen();
  const chrome = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] });
  const quiz = await world.quiz([...Array(12)].map((_, i) => (i % 4 === 3 ? multiple(`q${i}`, { stem: 'Anh/chị nhận một đơn kiến nghị có họ tên, số căn cước và địa chỉ của người dân.\n\nMuốn dùng AI để tóm tắt, những cách làm nào đúng?' }) : single(`q${i}`, { stem: 'Anh/chị nhận một đơn kiến nghị có họ tên, số căn cước và địa chỉ của người dân. Muốn dùng AI để tóm tắt, cách làm nào đúng?' }))));
  const s = await world.sitting(quiz);
  const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  fs.mkdirSync('/tmp/as-shots', { recursive: true });
  const out: string[] = [];
  for (const w of [320, 360, 1280]) {
    const context = await chrome.newContext({ viewport: { width: w, height: 800 }, bypassCSP: true });
    await context.addCookies([{ ...world.cookie(s.accountId, s.sessionId), url: origin }]);
    const page = await context.newPage();
    const paper = page.waitForResponse((r) => r.url().endsWith('/paper'));
    await page.goto(`${origin}/attempts/${s.attemptId}?question=11`);
    await paper;
    for (let n = 1; n <= 12; n++) {
      await page.locator(`[data-question="${n}"]`).click();
      await page.waitForTimeout(50);
      if (n === 7) { await page.locator('.bottom-bar [data-flag=on] button, .question-card [data-flag=on] button').locator('visible=true').first().click(); await page.waitForTimeout(100); }
      if (n === 1 || n === 7 || n === 12 || (await page.locator('.hint').count())) {
        await page.screenshot({ path: `/tmp/as-shots/player-${w}-${n}.png` });
        await page.evaluate((code) => new Function(code)(), axe);
        const v = await page.evaluate(async () => { const r = await (window as never as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }); return r.violations.map((x) => x.id); });
        const over = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (v.length || over) out.push(`${w} ${n} ${over} ${v}`);
      }
    }
    await context.close();
  }
  await chrome.close(); await world.close();
  console.log(out.join('\n') || 'clean');
  expect(1).toBe(1);
}, 300000);
