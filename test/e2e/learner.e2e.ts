/// <reference lib="dom" />
/** A learner on a phone, from the course page to a certificate that anybody can verify. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { axeViolations, DESKTOP, openBrowser, openContext, signIn } from './support/browser.js';
import { type Platform, startPlatform } from './support/platform.js';
import { rightAnswers } from './support/right-answers.js';

jest.setTimeout(300_000);

describe('a learner', () => {
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

  /** Studies every lesson by pressing the one button that goes on. */
  async function study(page: Page): Promise<void> {
    await page.goto(`${platform.origin}/courses/ung-dung-ai-trong-cong-vu`);
    await page.locator('form[action$="/start"] button').filter({ visible: true }).first().click();
    await page.waitForURL(/\/learn\//);
    for (let lesson = 0; lesson < 12; lesson++) {
      const done = page
        .locator('button[form], form[action$="/completion"] button')
        .filter({ hasText: /Lưu|Đánh dấu|tiếp tục|Hoàn thành|bài/ })
        .filter({ visible: true })
        .first();
      if ((await done.count()) === 0) break;
      if (lesson < 2) expect(await axeViolations(page, ['landmark-unique'])).toEqual([]);
      const before = page.url();
      await done.click();
      await page.waitForURL((url) => url.href !== before);
    }
  }

  /** The class begins together: the waiting room lets nobody start before, and everybody by itself then. */
  async function startExamination(page: Page): Promise<string> {
    const [outline, id] = page.url().match(/.*\/learn\/([0-9a-f-]+)/)!;
    await db.query(
      `INSERT INTO class_start (class_id, starts_at, spread_seconds, set_by)
       SELECT class_id, now() + interval '30 minutes', 20, account_id FROM enrolment WHERE id = $1`,
      [id],
    );
    await page.goto(outline);
    await page.locator('#exam a[href$="/waiting-room"]').click();
    await page.waitForURL(/\/waiting-room/);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.locator('[data-start] button').isDisabled()).toBe(true);
    expect(await page.locator('[data-countdown-clock]').innerText()).toMatch(/^(29|30):\d\d$/);
    await db.query(`UPDATE class_start SET starts_at = now() - interval '1 minute'`);
    await page.locator('[data-countdown]').evaluate((clock) => {
      const detail = { left: 0, stopped: false, ends: '' };
      clock.dispatchEvent(new CustomEvent('countdown:set', { detail }));
    });
    await page.locator('[data-start] button:enabled').click();
    await page.waitForURL(/\/attempts\//);
    return new URL(page.url()).pathname.split('/')[2]!;
  }

  test('studies, is examined through a lost connection, and holds a certificate', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await signIn(page, platform.origin, 'learner');
    await study(page);
    const attempt = await startExamination(page);
    expect(await axeViolations(page)).toEqual([]);
    const key = await rightAnswers(db, attempt);
    const total = key.length;
    for (let position = 1; position <= total; position++) {
      // The network is cut five times in the middle of the examination; answers wait and are sent later.
      const cut = [4, 9, 14, 19, 24].includes(position);
      if (cut) await context.setOffline(true);
      for (const option of key[position - 1]!) {
        await page.locator(`input[name=answer][value="${option}"]`).first().check({ force: true });
      }
      if (cut) {
        await page.waitForSelector('[data-offline]:not([hidden])', { timeout: 20_000 });
        await context.setOffline(false);
        await page.waitForSelector('[data-offline]', { state: 'hidden', timeout: 30_000 });
      }
      if (position < total) {
        await page
          .locator(`button.btn[name=go][value="${position + 1}"]`)
          .filter({ visible: true })
          .first()
          .click();
        await page
          .getByText(`Câu ${position + 1} trên ${total}`)
          .first()
          .waitFor();
      }
    }
    await page.locator('button.btn[name=go][value=summary]').filter({ visible: true }).first().click();
    await page.waitForURL(/\/summary/);
    expect(await axeViolations(page)).toEqual([]);
    const { rows } = await db.query(
      'SELECT count(DISTINCT position)::int AS n FROM answer_journal WHERE attempt_id = $1 AND answer IS NOT NULL',
      [attempt],
    );
    expect(rows[0].n).toBe(total);
    await page.locator('form[action$="/submission"] button').first().click();
    await page.waitForURL(/\/result/);
    // The page fills itself when the grade lands.
    await page.waitForSelector('text=100%', { timeout: 30_000 });
    expect(await axeViolations(page)).toEqual([]);
    await expectCertificate(page);
    await expectConfirmation(page);
    await context.close();
  });

  /** The learner of the demonstration had applied before they studied: what was lacking is there now. */
  async function expectConfirmation(page: Page): Promise<void> {
    await page.goto(`${platform.origin}/my-recognition`);
    expect(await page.innerText('main')).toContain('Đã có 2 trên 2 yêu cầu');
    const unit = await openContext(browser, { viewport: DESKTOP });
    const desk = await unit.newPage();
    await signIn(desk, platform.origin, 'unit-manager');
    await desk.goto(`${platform.origin}/recognitions`);
    await desk.locator('th a[href^="/recognitions/applications/"]').click();
    await desk.locator('form[action$="/confirmation"] button').click();
    await desk.waitForSelector('#confirmation');
    expect(await axeViolations(desk)).toEqual([]);
    await unit.close();
    await page.reload();
    await page.locator('article a.btn-primary[href^="/my-recognition/"]').click();
    const paper = await page.innerText('main');
    expect(paper).toContain('Quy tắc minh họa');
    expect(paper).toContain('BẢN MINH HỌA, KHÔNG CÓ GIÁ TRỊ');
    expect(paper).not.toMatch(/\b757\b/);
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(platform.origin + /\/confirmations\/\S+/.exec(paper)![0]);
    // What an invented rule confirmed is not shown as valid to anybody.
    const check = await page.innerText('main');
    expect(check).toContain('Bản minh họa');
    expect(check).not.toContain('Còn hiệu lực');
    expect(await axeViolations(page)).toEqual([]);
  }

  async function expectCertificate(page: Page): Promise<void> {
    let file = '';
    for (let tries = 0; tries < 60 && !file; tries++) {
      await page.goto(`${platform.origin}/certificates`);
      file =
        (await page
          .locator('a[href$="/file"]')
          .first()
          .getAttribute('href', { timeout: 500 })
          .catch(() => null)) ?? '';
      if (!file) await page.waitForTimeout(500);
    }
    const pdf = await page.request.get(platform.origin + file);
    expect(pdf.headers()['content-type']).toBe('application/pdf');
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    const { rows } = await db.query('SELECT code, serial FROM certificate');
    expect(rows).toHaveLength(1);
    const visitor = await openContext(browser);
    const verification = await visitor.newPage();
    await verification.goto(`${platform.origin}/verify/${rows[0].code}`);
    expect(await verification.innerText('main')).toContain(rows[0].serial);
    expect(await axeViolations(verification)).toEqual([]);
    await visitor.close();
  }
});
