/** A registrar designs a certificate, proofs and publishes it; it is issued, verified by a visitor, and revoked; imports an older register. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { projectRoot } from '#platform/i18n';
import { newId } from '#platform/ids';
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

describe('the design of a certificate', () => {
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

  const saved = (page: Page, revision: number) =>
    page.waitForSelector(`.designer-sheet img[src$="r=${revision}"]`);

  /** Somebody completed a class just now. */
  async function complete(): Promise<string> {
    const { rows } = await db.query(
      `UPDATE enrolment SET status = 'completed', completed_at = now(), passed_at = now(), best_score_bp = 9000,
              lessons_done = lessons_total, quizzes_passed = quizzes_total
       WHERE id = (SELECT e.id FROM enrolment e JOIN training_class c ON c.id = e.class_id
                     JOIN programme g ON g.id = c.programme_id JOIN issuer i ON i.owner_unit_id = g.owner_unit_id
                   WHERE e.completed_at IS NULL AND e.status <> 'withdrawn' ORDER BY e.id LIMIT 1)
       RETURNING id`,
    );
    await db.query(`INSERT INTO outbox (id, type, aggregate_id) VALUES ($1, 'EnrolmentCompleted', $2)`, [
      newId(),
      rows[0].id,
    ]);
    return rows[0].id;
  }

  async function signedFile(enrolmentId: string) {
    for (let tries = 0; tries < 150; tries++) {
      const { rows } = await db.query(
        'SELECT id, code, serial, register_id, pdf_key FROM certificate WHERE enrolment_id = $1',
        [enrolmentId],
      );
      if (rows[0]?.pdf_key) return rows[0];
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('No signed certificate');
  }

  test('from the first click to the last day of a paper', async () => {
    const context = await openContext(browser, { viewport: DESKTOP });
    const page = await context.newPage();
    await signIn(page, platform.origin, 'registrar');
    await page.goto(`${platform.origin}/admin/templates`);
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('main a[href="/admin/templates/new"]').first().click();
    expect(await axeViolations(page)).toEqual([]);
    await page.fill('#name', 'Mẫu tham dự 2026');
    await page.fill('#unit', '31');
    await page.check('input[name=ready][value=attendance]');
    await page.locator('main form button[type=submit]').click();
    await page.waitForSelector('.designer-sheet img');
    // The sheet is as large before its picture is there as after: what is under the pointer does not move away.
    const [full, empty] = await page.locator('.designer-sheet').evaluate(async (sheet) => {
      const size = () => [sheet.clientWidth, sheet.clientHeight];
      const img = sheet.querySelector('img') as HTMLImageElement;
      await img.decode();
      const full = size();
      const fresh = img.cloneNode() as HTMLImageElement;
      fresh.src += '&again';
      img.replaceWith(fresh);
      return [full, size()];
    });
    expect(empty).toEqual(full);
    const design = page.url().split('?')[0]!;
    const template = design.replace(/\/design$/, '');

    // Chosen in the list, changed by its fields: the sheet follows without a reload.
    await page.locator('.designer-elements a').filter({ hasText: 'THAM DỰ TRỰC TIẾP' }).click();
    await page.fill('#text', 'THAM DỰ LỚP HỌC CỘNG ĐỒNG');
    await saved(page, 2);
    await page.locator('#y').focus();
    await page.keyboard.press('ArrowUp');
    await saved(page, 3);
    expect(await page.inputValue('#y')).toBe('76.5');
    // Dragged: ten millimetres are as many on the paper as on the sheet.
    const box = (await page.locator('.designer-overlay [data-chosen] rect').boundingBox())!;
    const perMillimetre = box.height / 11;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + perMillimetre, { steps: 3 });
    await page.mouse.up();
    await saved(page, 4);
    expect(await page.inputValue('#y')).toBe('77.5');
    // A slip is told with its place, and what was good stays on the sheet.
    await page.fill('#text', '{{hoTen}}');
    await page.waitForSelector('.error-summary:has-text("không có trường trộn “hoTen”")');
    await page.goto(`${design}?element=subtitle`);
    expect(await page.inputValue('#text')).toBe('THAM DỰ LỚP HỌC CỘNG ĐỒNG');
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(DESKTOP);

    await page
      .locator(`a[href="${new URL(template).pathname}/proof"]`)
      .first()
      .click();
    await page.waitForSelector('.proofs');
    expect(await page.locator('.proofs > li').count()).toBe(9);
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('form[action$="/proof"] button').click();
    await page.locator('form[action$="/publication"] button').click();
    await page.waitForSelector('#issuer');
    await page.selectOption('#issuer', { index: 0 });
    await page.locator('form:has(#issuer) button').click();
    await page.waitForSelector('section[aria-labelledby=uses] table');
    expect(await axeViolations(page)).toEqual([]);

    const paper = await signedFile(await complete());
    await page.goto(`${platform.origin}/registers/${paper.register_id}/certificates/${paper.id}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[download]').first().click(),
    ]);
    const file = path.join(tmpdir(), `hocvuso-design-${process.pid}.pdf`);
    await download.saveAs(file);
    expect(execFileSync('pdftotext', ['-raw', file, '-']).toString().replace(/\s+/g, ' ')).toContain(
      'THAM DỰ LỚP HỌC CỘNG ĐỒNG',
    );
    expect(readFileSync(file, 'latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    rmSync(file);

    const visitor = await openContext(browser, { javaScriptEnabled: false });
    const check = await visitor.newPage();
    await check.goto(`${platform.origin}/verify/${paper.code}`);
    expect(await check.innerText('main')).toContain(paper.serial);
    expect(await check.innerText('main')).not.toContain('Cấp nhầm lớp');
    await page.goto(`${platform.origin}/registers/${paper.register_id}/certificates/${paper.id}`);
    await page.locator('a[href$="/revocation"]').click();
    await page.fill('#reason', 'Cấp nhầm lớp');
    await page.locator('main form button[type=submit]').click();
    await page.waitForSelector('main:has-text("Cấp nhầm lớp")');
    await check.reload();
    expect(await check.innerText('main')).toContain('Cấp nhầm lớp');
    await visitor.close();
    await context.close();
  });

  test('stands beside an older register: sent, reviewed, recorded, found by a visitor without scripts', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await signIn(page, platform.origin, 'registrar');
    await page.goto(`${platform.origin}/registers`);
    await page.locator('main a[href="/registers/imports"]').click();
    await page.locator('main a[href="/registers/imports/new"]').first().click();
    expect(await axeViolations(page)).toEqual([]);
    await page.fill('#year', '2024');
    await page.setInputFiles(
      'input[type=file]',
      path.join(projectRoot, 'test/fixtures/old-register/so-cap-2024.xlsx'),
    );
    await page.locator('form[action="/registers/imports"] button[type=submit]').click();
    await page.waitForSelector('[data-outcome=reject][data-count="24"]');
    expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
    const [refused] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate(() => {
        document.querySelector<HTMLAnchorElement>('a[href$="/rejected.xlsx"]')?.click();
      }),
    ]);
    expect(refused.suggestedFilename()).toBe('dong-can-sua.xlsx');
    await page.goto(`${page.url().split('?')[0]}/mapping`);
    expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
    await page.locator('main form button[type=submit]').click();
    await page.locator('form[action$="/application"] button').click();
    await page.waitForSelector('[data-task-status=done]', { timeout: 30_000 });
    await page.locator('a[data-task-result]').click();
    await page.locator('.callout a[href^="/registers/"]').first().click();
    await page.waitForSelector('main table');
    await page.locator('tbody th a').first().click();
    expect([await axeViolations(page), await overflow(page)]).toEqual([[], 0]);
    expect(await page.innerText('main')).toContain('so-cap-2024.xlsx');

    const visitor = await openContext(browser, { javaScriptEnabled: false });
    const check = await visitor.newPage();
    await check.goto(`${platform.origin}/verify`);
    await check.fill('#number', '3/2024/GCN-CNTTTT');
    await check.fill('#fullName', 'pham van an');
    await check.fill('#birthDate', '4/4/1963');
    await check.locator('form:has(#number) button').click();
    expect(await check.innerText('#verdict')).toContain('Ghi từ sổ cũ');
    await visitor.close();
    await context.close();
  });
});
