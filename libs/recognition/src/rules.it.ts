import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { TODAY } from '#platform/clock';
import { RecognitionWorld } from './testing/recognition-world.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
beforeAll(async () => {
  world = await RecognitionWorld.open();
}, 120_000);
afterAll(() => world?.close());

const HOME = '/admin/recognition-rules';
const form = async (more: Record<string, string | string[]> = {}) => {
  const [{ today }] = await world.db.query(`SELECT ${TODAY}::text AS today`);
  return {
    ...{ title: 'Quy tắc của thành phố', legalBasis: 'Quyết định 12/QĐ-UBND', questions: '20' },
    ...{
      thresholdPercent: '60',
      attempts: '2',
      decidedBy: ['commune'],
      validity: 'months',
      validityMonths: '24',
    },
    ...{ effectiveFrom: today, ...more },
  };
};

describe('two people for a rule', () => {
  test('a fresh draft is empty, is filled in by one person, and put into force by another', async () => {
    const writer = await world.staff('programme-admin', '31', 'Bùi Thị Lan Anh');
    const admin = await world.staff('system-admin', '31', 'Hoàng Đức Long');
    const { browser } = writer;
    await browser.get(HOME);
    expect(browser.text('main')).toContain('chưa có trong tay');
    await browser.post(`${HOME}/groups/citizen/drafts`);
    const rule = browser.url;
    for (const name of ['questions', 'thresholdPercent', 'attempts', 'validityMonths', 'legalBasis'])
      expect([name, browser.page.querySelector(`#${name}`)?.getAttribute('value') ?? '']).toEqual([name, '']);
    expect(browser.text('main')).toContain('Ít nhất một yêu cầu');
    await browser.post(rule, await form());
    await browser.post(`${rule}/requirements`, { kind: 'course', courseId: world.courseId });
    expect(browser.text('main')).toContain('Hoàn thành khóa “An toàn số”');
    await browser.post(`${rule}/approval`);
    expect(browser.status).toBe(403);
    const [{ id }] = await world.db.query('SELECT id FROM recognition_rule');
    // Whoever touched it, a little, cannot put it into force either.
    await admin.browser.get(rule);
    await admin.browser.post(rule, await form({ attempts: '3' }));
    await admin.browser.post(`${rule}/approval`);
    expect([admin.browser.status, admin.browser.text('main')]).toEqual([
      409,
      expect.stringContaining('Cần một người khác'),
    ]);
    const second = await world.staff('system-admin', '31', 'Trần Quốc Hưng');
    await second.browser.get(rule);
    await second.browser.post(`${rule}/approval`);
    expect(second.browser.text('main')).toContain('Đang áp dụng');
    expect(second.browser.text('main')).toContain('Trần Quốc Hưng đưa vào áp dụng');
    await expect(
      world.db.query(`UPDATE recognition_rule SET questions = 1 WHERE id = $1`, [id]),
    ).rejects.toThrow(/approved/);
    await browser.get(rule);
    expect(browser.page.querySelector(`form[action="${rule}"]`)).toBeNull();
    await browser.get(HOME);
    await browser.post(`${HOME}/groups/citizen/drafts`);
    await browser.post(rule, await form({ questions: '1' }));
    expect(browser.status).toBe(409);
  });

  test('the next version begins with what the last one says, waits for its day, and leaves the last one readable', async () => {
    const { browser } = await world.staff('programme-admin', '31');
    await browser.get(HOME);
    const versions = browser.page.querySelectorAll('#group-citizen').length;
    expect(versions).toBe(1);
    const draft = browser.page
      .querySelectorAll('a.row')
      .find((row) => row.text.includes('Bản nháp'))
      ?.getAttribute('href') as string;
    await browser.get(draft);
    expect(browser.page.querySelector('#questions')?.getAttribute('value')).toBe('20');
    await browser.post(draft, await form({ questions: '25', effectiveFrom: '2099-01-01' }));
    const admin = await world.staff('system-admin', '31');
    await admin.browser.get(draft);
    await admin.browser.post(`${draft}/approval`);
    await browser.get(HOME);
    const states = browser.page
      .querySelectorAll('a.row')
      .map((row) => row.querySelector('.badge')?.text.trim());
    expect(states).toEqual(['Chờ đến ngày áp dụng', 'Đang áp dụng']);
    await browser.get(browser.page.querySelectorAll('a.row')[1]?.getAttribute('href') as string);
    expect(browser.text('main')).toContain('Quyết định 12/QĐ-UBND');
  });

  test.each([
    ['questions', '0'],
    ['thresholdPercent', '101'],
    ['attempts', 'x'],
    ['effectiveFrom', '2026-02-30'],
    ['validityMonths', ''],
  ])('%s “%s” is refused at its field, what was typed stays', async (field, value) => {
    const { browser } = await world.staff('programme-admin', '31');
    await browser.get(HOME);
    await browser.post(`${HOME}/groups/worker/drafts`);
    const rule = browser.url;
    await browser.post(rule, await form({ [field]: value }));
    expect(browser.status).toBe(422);
    expect(
      browser.page.querySelector(`.error-summary a[href="#${field}"], [role=alert] a[href="#${field}"]`),
    ).not.toBeNull();
    expect(browser.page.querySelector('#title')?.getAttribute('value')).toBe('Quy tắc của thành phố');
    await browser.post(`${rule}/removal`);
  });

  test('others read them and change nothing; a learner does not see them here', async () => {
    const auditor = (await world.staff('auditor', '31')).browser;
    await auditor.get(HOME);
    expect([auditor.status, auditor.page.querySelector('main form')]).toEqual([200, null]);
    await auditor.post(`${HOME}/groups/official/drafts`, { _csrf: auditor.csrf() });
    expect(auditor.status).toBe(403);
    const learner = world.as(await world.person('Người học'));
    await learner.get(HOME);
    expect(learner.status).toBe(403);
  });
});
