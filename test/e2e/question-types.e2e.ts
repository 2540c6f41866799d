/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ExamWorld, examplesOf, Grading, questionType, questionTypeCodes } from '#assessment/testing';
import { axeViolations, DESKTOP, openBrowser, openContext, overflow, PHONE } from './support/browser.js';

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

  const quizOf = (code: string) =>
    world.quiz(
      examplesOf(code).map(({ stem, body }, index) => ({
        ...{ externalId: `q${index}`, type: code, stem, body, explanation: 'Vì quy định nêu rõ như vậy.' },
        tags: ['a'],
      })),
      { feedbackRelease: 'after-submission', draw: [{ tag: 'a', count: 1 }] },
    );
  const sit = async (code: string) => {
    const sitting = await world.sitting(await quizOf(code));
    const context = await openContext(chrome);
    await context.addCookies([{ ...world.cookie(sitting.accountId, sitting.sessionId), url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/attempts/${sitting.attemptId}?question=1`);
    return { ...sitting, context, page };
  };
  const inspect = async (page: Page, name: string) => {
    for (const [size, viewport] of Object.entries({ 360: PHONE, 1280: DESKTOP })) {
      await page.setViewportSize(viewport);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${size}.png`, fullPage: true });
      expect([name, size, await overflow(page)]).toEqual([name, size, 0]);
      expect([name, size, await axeViolations(page)]).toEqual([name, size, []]);
    }
    await page.setViewportSize(PHONE);
  };

  test.each(questionTypeCodes)(
    '%s: fits narrow and wide screens without a barrier, asked and released',
    async (code) => {
      const { page, context, attemptId, browser } = await sit(code);
      await inspect(page, `${code}-asked`);
      const [{ body }] = await world.db.query(
        `SELECT v.body FROM attempt a JOIN question_version v ON v.id = (a.items->0->>'questionVersionId')::uuid
        WHERE a.id = $1`,
        [attemptId],
      );
      const right = questionType(code).right(body);
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
});
