/// <reference lib="dom" />
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CANARY, ExamWorld, Grading, multiple, single } from '#assessment/testing';
import { axeViolations, DESKTOP, openBrowser, openContext, PHONE } from './support/browser.js';

describe('an attempt in a real browser', () => {
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

  const sit = async (quizId: string, viewport = PHONE) => {
    const sitting = await world.sitting(quizId);
    const context = await openContext(chrome, { viewport });
    await context.addCookies([{ ...world.cookie(sitting.accountId, sitting.sessionId), url: origin }]);
    const page = await context.newPage();
    const paper = page.waitForResponse((response) => response.url().endsWith('/paper'));
    await page.goto(`${origin}/attempts/${sitting.attemptId}?question=1`);
    await paper;
    return { ...sitting, context, page };
  };
  const answersOf = async (attemptId: string) => {
    const rows: { position: number; answer: string[] }[] = await world.db.query(
      `SELECT DISTINCT ON (position) position, answer FROM answer_journal
        WHERE attempt_id = $1 AND answer IS NOT NULL ORDER BY position, client_seq DESC`,
      [attemptId],
    );
    return rows.map(({ position, answer }) => `${position}:${answer.join('')}`);
  };
  /** “Saved” may be of the answers before the last. */
  const kept = async (attemptId: string, expected: string[]) => {
    for (let turn = 0; turn < 100 && `${await answersOf(attemptId)}` !== `${expected}`; turn++)
      await setTimeout(100);
    expect(await answersOf(attemptId)).toEqual(expected);
  };
  /** An option by its place in the body: the page knows only numbers of its own. */
  const option = (page: Page, id: 'a' | 'b') =>
    page.getByLabel({ a: /Dán toàn bộ|Kiểm tra nguồn/, b: /Bỏ thông tin|Hỏi người/ }[id]);
  const choose = (page: Page, id: 'a' | 'b') => option(page, id).check();
  const goTo = async (page: Page, position: number) => {
    await page.locator(`#question-map [data-question="${position}"]`).click();
    await page.waitForFunction(
      (n) => document.querySelector('[data-sheet]')?.getAttribute('data-sheet') === n,
      `${position}`,
    );
    await page.waitForFunction(() => window.scrollY === 0);
  };
  const cut = (context: BrowserContext) => context.setOffline(true);
  const mend = async (context: BrowserContext, page: Page) => {
    await context.setOffline(false);
    await page.waitForSelector('[data-saved][data-state=saved]', { timeout: 15_000 });
  };

  test('with the network cut five times, every answer arrives and counts', async () => {
    const quiz = await world.quiz(['q1', 'q2', 'q3', 'q4', 'q5', 'q6'].map((id) => single(id)));
    const { page, context, attemptId } = await sit(quiz);
    for (const position of [1, 2, 3, 4, 5]) {
      await goTo(page, position);
      await cut(context);
      await choose(page, 'a');
      await page.waitForSelector('[data-offline]:not([hidden])');
      expect(await page.locator('[data-offline-kept]').textContent()).toContain(
        '1 câu đang giữ trên máy này',
      );
      await choose(page, 'b');
      await mend(context, page);
    }
    await goTo(page, 6);
    await choose(page, 'b');
    await page.locator('aside button[value=summary]').click();
    await page.waitForURL(/summary$/);
    await page.locator('[data-submission] button').click();
    await page.waitForURL(/result$/);
    expect(await answersOf(attemptId)).toEqual(['1:b', '2:b', '3:b', '4:b', '5:b', '6:b']);
    await world.get(Grading).grade([attemptId]);
    await page.waitForSelector('.score');
    expect(await page.locator('h1').textContent()).toBe('Anh/chị Nhung đã đạt');
    await context.close();
  }, 120_000);

  test('answers given without a connection outlive a closed page', async () => {
    const quiz = await world.quiz(['q1', 'q2', 'q3'].map((id) => multiple(id)));
    const { page, context, attemptId } = await sit(quiz);
    await cut(context);
    await choose(page, 'a');
    await goTo(page, 3);
    await choose(page, 'b');
    await page.waitForFunction(() =>
      document.querySelector('[data-offline-kept]')?.textContent?.includes('2 câu'),
    );
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${origin}/attempts/${attemptId}?question=3`);
    await again.waitForSelector('[name=answer]:checked', { state: 'attached' });
    expect(await option(again, 'b').isChecked()).toBe(true);
    await again.waitForSelector('[data-saved][data-state=saved]');
    await kept(attemptId, ['1:a', '3:b']);
    await context.close();
  }, 60_000);

  /** A learner before the first section, on a phone. */
  const atDoor = async (quiz: string) => {
    const sitting = await world.sitting(quiz);
    const context = await chrome.newContext({ viewport: { width: 360, height: 740 } });
    await context.addCookies([{ ...world.cookie(sitting.accountId, sitting.sessionId), url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/attempts/${sitting.attemptId}`);
    return { ...sitting, context, page };
  };

  test('section by section: its own clock, one question after the other, no way back, also past a lost connection', async () => {
    const quiz = await world.quiz(
      ['a', 'a', 'b', 'b'].map((tag, at) => single(`${tag}${at}`, { tags: [tag] })),
      {
        navigation: 'sequential',
        sections: ['a', 'b'].map((tag) => ({
          ...{ title: `Phần ${tag}`, instructions: 'Đọc kỹ.', minutes: 10 },
          draw: [{ tag, count: 2 }],
        })),
      },
    );
    const { page, context, attemptId } = await atDoor(quiz);
    const shown = (n: number) =>
      page.waitForFunction(
        (number) => document.querySelector('[data-sheet]')?.getAttribute('data-sheet') === number,
        `${n}`,
      );
    const next = (value: string) =>
      page.locator(`.bottom-bar button[name=go][value="${value}"]:visible`).click();
    await page.locator('main form button').click();
    await shown(1);
    expect(await page.locator('[data-section-clock="1"] [data-countdown-clock]').textContent()).toMatch(
      /^\d+:\d\d$/,
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await choose(page, 'a');
    // Without a connection nobody goes on: nothing is left behind that the server has not taken.
    await cut(context);
    await choose(page, 'b');
    await next('2');
    await page.waitForSelector('[data-offline]:not([hidden])');
    await mend(context, page);
    await next('2');
    await shown(2);
    await page.goto(`${origin}/attempts/${attemptId}?question=1`);
    expect(await page.locator('[data-sheet="1"] input:checked').isDisabled()).toBe(true);
    await page.goto(`${origin}/attempts/${attemptId}`);
    await shown(2);
    await next('section');
    await page.waitForURL(/sections\/2$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.locator('main form button').click();
    await shown(3);
    await choose(page, 'b');
    await page.waitForSelector('[data-saved][data-state=saved]');
    // The time of the section is over while the page is open: the page says so by itself.
    await world.db.query(
      "UPDATE attempt_section SET deadline_at = now() + interval '1 second' WHERE attempt_id = $1 AND number = 2",
      [attemptId],
    );
    await page.reload();
    await page.waitForSelector('[data-sheet="3"] fieldset[disabled]');
    expect(await answersOf(attemptId)).toEqual(['1:b', '3:b']);
    await context.close();
  }, 60_000);

  test('by keyboard alone: choose, flag, go on, hand in, and read the mark', async () => {
    const quiz = await world.quiz(['q1', 'q2'].map((id) => single(id)));
    const { page, context, attemptId } = await sit(quiz, DESKTOP);
    const tabTo = async (selector: string) => {
      const there = () => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        if (await there()) return;
      }
      throw new Error(`The keyboard does not reach ${selector}`);
    };
    const chooseRight = async (position: number) => {
      const [right] = await world.numbers(attemptId, position, 'b');
      await tabTo('input[name=answer]');
      await page.keyboard.press('Space');
      for (let step = 1; step < Number(right); step++) await page.keyboard.press('ArrowDown');
    };
    await chooseRight(1);
    await tabTo('[data-flag=on] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-flag=off] button:visible');
    await tabTo('button.btn[name=go][value="2"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelector('[data-sheet]')?.getAttribute('data-sheet') === '2',
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('question');
    await chooseRight(2);
    // In a field, Enter goes on.
    await page.keyboard.press('Enter');
    await page.waitForURL(/summary$/);
    expect(await page.locator('main').innerText()).toMatch(/Xem lại sau\s+Câu 1/);
    await tabTo('[data-submission] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/result$/);
    expect(await answersOf(attemptId)).toEqual(['1:b', '2:b']);
    await world.get(Grading).grade([attemptId]);
    await page.waitForSelector('.score');
    expect(await page.locator('.score').textContent()).toBe('2');
    expect(await page.locator('h1').textContent()).toBe('Anh/chị Nhung đã đạt');
    await tabTo('main a');
    await context.close();
  }, 60_000);

  test('practice one question after the other: going on closes a question, whose key can still be looked at', async () => {
    const quiz = await world.quiz(
      ['a', 'a', 'b'].map((tag, at) => single(`${tag}${at}`, { tags: [tag] })),
      {
        ...{ behaviour: 'practice', navigation: 'sequential' },
        sections: [
          { title: 'Khởi động', minutes: 10, draw: [{ tag: 'a', count: 2 }] },
          { title: 'Tự luyện', draw: [{ tag: 'b', count: 1 }] },
        ],
      },
    );
    const { page, context, attemptId } = await atDoor(quiz);
    await page.locator('main form button').click();
    await choose(page, 'a');
    await page.getByRole('button', { name: /Kiểm tra câu này/ }).click();
    await page.locator('#verdict', { hasText: 'Chưa đúng' }).waitFor();
    expect(await page.content()).not.toContain(CANARY);
    await page.locator('.bottom-bar button[name=go][value="2"]:visible').click();
    await page.waitForSelector('[data-sheet="2"]');
    await page.goto(`${origin}/attempts/${attemptId}?question=1`);
    expect(await page.locator('main').innerText()).toContain('chỉ xem lại được');
    await page.getByRole('button', { name: /Kiểm tra câu này/ }).click();
    await page.waitForSelector('.is-correct');
    expect(await page.locator('main').innerText()).toContain(CANARY);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  }, 60_000);

  test('practice: each answer is judged at once, its key comes with the right one', async () => {
    const quiz = await world.quiz(
      ['q1', 'q2'].map((id) => single(id)),
      { behaviour: 'practice' },
    );
    const { page, context, attemptId } = await sit(quiz);
    const press = async (label: RegExp, outcome: string) => {
      await page.getByRole('button', { name: label }).click();
      await page.locator('#verdict', { hasText: outcome }).waitFor();
    };
    await choose(page, 'a');
    await press(/Kiểm tra câu này/, 'Chưa đúng');
    expect(await page.content()).not.toContain(CANARY);
    expect(await axeViolations(page)).toEqual([]);
    await choose(page, 'b');
    await press(/Kiểm tra câu này/, 'Đúng rồi');
    expect(await page.locator('main').innerText()).toContain(CANARY);
    expect(await page.locator('input[name=answer]').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await goTo(page, 2);
    await choose(page, 'a');
    await press(/Kiểm tra câu này/, 'Chưa đúng');
    await press(/Xem đáp án/, 'Câu này không sửa được nữa');
    await page.goto(`${origin}/attempts/${attemptId}/summary`);
    await page.locator('[data-submission] button').click();
    await page.waitForURL(/result$/);
    await world.get(Grading).grade([attemptId]);
    await page.waitForSelector('.score');
    expect(await page.locator('.score').textContent()).toBe('1');
    expect(await page.locator('h1').textContent()).toBe('Anh/chị đã luyện tập xong');
    await context.close();
  }, 60_000);

  test('another device takes over, and the first is told kindly', async () => {
    const quiz = await world.quiz(['q1', 'q2'].map((id) => single(id)));
    const { page, context, attemptId, accountId } = await sit(quiz);
    const other = world.browser(accountId);
    await other.get(`/attempts/${attemptId}`);
    expect(other.text('h1')).toBe('Bài đang mở trên thiết bị khác');
    await other.post(`/attempts/${attemptId}/device`);
    expect(other.text('h1')).toContain('cách làm nào đúng?');
    await choose(page, 'b');
    await page.waitForSelector('[data-trouble]:not([hidden])');
    expect(await page.locator('[data-trouble-text]').textContent()).toContain('thiết bị khác');
    // Taking the attempt back sends what was kept.
    await page.locator('[data-trouble] a').click();
    await page.locator('form[action$="/device"] button').click();
    await page.waitForSelector('[data-saved][data-state=saved]');
    await kept(attemptId, ['1:b']);
    await context.close();
  }, 60_000);
});
