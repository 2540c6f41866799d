/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ExamWorld, examplesOf, Form, Grading, questionType, questionTypeCodes } from '#assessment/testing';
import { axeViolations, DESKTOP, openBrowser, openContext, overflow, PHONE } from './support/browser.js';

type Settings = Parameters<ExamWorld['quiz']>[1];

/** Set to a folder to look at the pages. */
const PICTURES = process.env['PICTURES'];

describe('every type of question in a real browser', () => {
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

  const quizOf = (code: string, settings: Settings) =>
    world.quiz(
      examplesOf(code).map(({ stem, body }, index) => ({
        ...{ externalId: `q${index}`, type: code, stem, body, explanation: 'Vì quy định nêu rõ như vậy.' },
        tags: ['a'],
      })),
      { feedbackRelease: 'after-submission', draw: [{ tag: 'a', count: 1 }], ...settings },
    );
  const sit = async (code: string, settings: Settings = {}) => {
    const sitting = await world.sitting(await quizOf(code, settings));
    const context = await openContext(chrome);
    await context.addCookies([{ ...world.cookie(sitting.accountId, sitting.sessionId), url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/attempts/${sitting.attemptId}?question=1`);
    return { ...sitting, context, page };
  };
  const inspect = async (page: Page, name: string) => {
    for (const [size, viewport] of Object.entries({ 1280: DESKTOP, 360: PHONE })) {
      await page.setViewportSize(viewport);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${size}.png`, fullPage: true });
      expect([name, size, await overflow(page)]).toEqual([name, size, 0]);
    }
    expect([name, await axeViolations(page)]).toEqual([name, []]);
  };

  test.each(questionTypeCodes)(
    '%s: fits narrow and wide screens without a barrier, asked and released',
    async (code) => {
      const { page, context, attemptId, browser } = await sit(code);
      await inspect(page, `${code}-asked`);
      const [{ body, shown }] = await world.db.query(
        `SELECT v.body, a.items->0->'options' AS shown FROM attempt a JOIN question_version v ON v.id = (a.items->0->>'questionVersionId')::uuid
        WHERE a.id = $1`,
        [attemptId],
      );
      const type = questionType(code);
      const right = Form.of(type, body, shown, type.right(body)).filled();
      await browser.json('POST', `/attempts/${attemptId}/answers`, {
        answers: [{ seq: 1, position: 1, answer: right.slice(0, 1) }],
      });
      await browser.json('POST', `/attempts/${attemptId}/submission`);
      await world.get(Grading).grade([attemptId]);
      await page.goto(`${origin}/attempts/${attemptId}/review`);
      await inspect(page, `${code}-released`);
      await context.close();
    },
    60_000,
  );

  test('the editor of every type has no barrier', async () => {
    const [bank] = await world.db.query('SELECT id FROM question_bank LIMIT 1');
    const account = await world.account();
    const context = await openContext(chrome);
    await context.addCookies([{ ...world.cookie(account, account, 'author'), url: origin }]);
    const page = await context.newPage();
    for (const code of questionTypeCodes) {
      await page.goto(`${origin}/authoring/banks/${bank.id}/questions/new?type=${code}`);
      await inspect(page, `${code}-editor`);
    }
    await page.goto(`${origin}/authoring/banks/${bank.id}/questions/new`);
    await inspect(page, 'types');
    await page.goto(`${origin}/authoring/banks/${bank.id}/pictures`);
    await inspect(page, 'pictures');
    await context.close();
  }, 180_000);

  test.each(['examination', 'practice', 'survey'] as const)(
    '%s: a word is dragged into its gap, and a name onto the picture',
    async (behaviour) => {
      for (const [code, place, chosen] of [
        ['drag-words', '[data-slot]', '1=a'],
        ['drag-onto-picture', '[data-slot-place]', 'a=3'],
      ] as const) {
        const { page, context, attemptId } = await sit(code, { behaviour });
        await page.setViewportSize(DESKTOP);
        const word = code === 'drag-words' ? 'bảo vệ' : 'Thanh địa chỉ';
        const token = page.locator('.token', { hasText: word });
        const [from, to] = [await token.boundingBox(), await page.locator(place).first().boundingBox()];
        await page.mouse.move(from!.x + 10, from!.y + 10);
        await page.mouse.down();
        await page.mouse.move(to!.x + to!.width / 2, to!.y + to!.height / 2, { steps: 4 });
        await page.mouse.up();
        await page.waitForFunction(() => document.querySelectorAll('.qmap .is-answered').length === 1);
        if (behaviour === 'practice') {
          await page.getByRole('button', { name: 'Kiểm tra câu này' }).click();
          await page.locator('#verdict', { hasText: 'Đúng một phần' }).waitFor();
        }
        const stored = async () =>
          (await world.db.query('SELECT answer FROM answer_journal WHERE attempt_id = $1', [attemptId]))[0]
            ?.answer;
        for (let turn = 0; turn < 100 && !(await stored()); turn++) await page.waitForTimeout(100);
        expect(await stored()).toEqual([chosen]);
        await context.close();
      }
    },
    60_000,
  );

  test('an examination with every type, by keyboard alone', async () => {
    const quiz = await world.quiz(
      questionTypeCodes.map((code) => ({
        ...{ externalId: code, type: code, stem: examplesOf(code)[0]!.stem, tags: ['a'] },
        body: examplesOf(code)[0]!.body,
      })),
      { passPercent: 0 },
    );
    const sitting = await world.sitting(quiz);
    const context = await openContext(chrome, { viewport: DESKTOP });
    await context.addCookies([{ ...world.cookie(sitting.accountId, sitting.sessionId), url: origin }]);
    const page = await context.newPage();
    const paper = page.waitForResponse((response) => response.url().endsWith('/paper'));
    await page.goto(`${origin}/attempts/${sitting.attemptId}?question=1`);
    await paper;
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null;
        const kind = at?.tagName === 'SELECT' ? 'select' : (at?.type ?? '');
        return { name: at?.name ?? '', value: at?.value ?? '', kind };
      });
    for (let position = 1; position <= questionTypeCodes.length; position++) {
      await page.waitForSelector(`[data-sheet="${position}"]`);
      await page.locator('#question').focus();
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const { name, value, kind } = await focused();
        if (name === 'go' && value !== `${position - 1}`) break;
        if (!name.startsWith('answer')) continue;
        if (kind === 'text') await page.keyboard.type('12');
        else await page.keyboard.press(kind === 'select' ? 'ArrowDown' : 'Space');
      }
      await page.keyboard.press('Enter');
    }
    await page.waitForURL(/summary$/);
    expect(await page.locator('main').innerText()).toContain(
      `Anh/chị đã trả lời đủ ${questionTypeCodes.length} câu.`,
    );
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.closest('[data-submission]') !== null)) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/result$/);
    await world.get(Grading).grade([sitting.attemptId]);
    await page.waitForSelector('.score');
    await context.close();
  }, 180_000);
});
