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
        : single(
            `q${i}`,
            i % 2
              ? {}
              : {
                  component: '4.2',
                  stem: 'Anh/chị nhận một đơn kiến nghị có họ tên, số căn cước và địa chỉ của người dân. Muốn dùng AI để tóm tắt, cách làm nào đúng?',
                },
          ),
  );
  const quiz = await world.quiz(qs.slice(0, 4), { passPercent: 0 });
  await world.quiz(qs);
  const [{ id: bank }] = await world.db.query(
    'SELECT b.id FROM question_bank b JOIN question q ON q.bank_id=b.id GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  );
  const ids = await world.db.query(
    `SELECT id FROM question WHERE bank_id=$1 AND external_id IN ('q0','q3','q5') ORDER BY external_id`,
    [bank],
  );
  const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  fs.mkdirSync('/tmp/as-shots', { recursive: true });
  const out: string[] = [];
  const shoot = async (page: import('playwright-core').Page, name: string) => {
    await page.screenshot({ path: `/tmp/as-shots/${name}.png`, fullPage: true });
    await page.evaluate((code) => new Function(code)(), axe);
    const v = await page.evaluate(async () => {
      const r = await (
        window as never as {
          axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      return r.violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.html.slice(0, 150)).join(' | ')}`);
    });
    const over = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (v.length || over) out.push(`${name} ${over ? 'OVERFLOW' : ''} ${v.join('\n')}`);
  };
  const s = await world.sitting(quiz);
  const b = s.browser;
  for (const i of ['1', '2', '3', '4']) {
    await b.get(`/attempts/${s.attemptId}?question=${i}`);
    await b.post(`/attempts/${s.attemptId}/answers`, { question: i, answer: 'b' });
  }
  await b.get(`/attempts/${s.attemptId}/summary`);
  await b.post(`/attempts/${s.attemptId}/submission`);
  await world.get(Grading).grade([s.attemptId]);
  const pages: [string, string, string][] = [
    ['banks', '/authoring/banks', 'author'],
    ['bank', `/authoring/banks/${bank}`, 'author'],
    ['bank-none', `/authoring/banks/${bank}?q=zzz`, 'author'],
    ['new', `/authoring/banks/${bank}/questions/new?type=multiple`, 'author'],
    ['edit', `/authoring/banks/${bank}/questions/${ids[0].id}`, 'author'],
    ['edit-tf', `/authoring/banks/${bank}/questions/${ids[2].id}`, 'author'],
    ['preview', `/authoring/banks/${bank}/questions/${ids[1].id}/preview`, 'author'],
    ['passed', `/attempts/${s.attemptId}/result`, 'learner'],
    ['review', `/attempts/${s.attemptId}/review`, 'learner'],
  ];
  for (const [name, path, role] of pages)
    for (const [w, dark] of [
      [320, false],
      [360, false],
      [1280, false],
      [1280, true],
    ] as const) {
      const context = await chrome.newContext({
        viewport: { width: w, height: 800 },
        bypassCSP: true,
        colorScheme: dark ? 'dark' : 'light',
      });
      await context.addCookies([
        { ...world.cookie(s.accountId, s.sessionId, role as 'author'), url: origin },
      ]);
      const page = await context.newPage();
      const r = await page.goto(`${origin}${path}`);
      if (r?.status() !== 200) out.push(`${name} ${r?.status()}`);
      await shoot(page, `${name}-${w}${dark ? '-dark' : ''}`);
      await context.close();
    }
  await chrome.close();
  await world.close();
  console.log(out.join('\n') || 'clean');
  expect(1).toBe(1);
}, 300000);
