import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { DemoRulesSeeder } from './seed/demo-rules.seeder.js';
import { MasteryWorld } from './testing/mastery-world.js';

let world: MasteryWorld;
let admin: BrowserSession;
let second: BrowserSession;
let learner: string;

beforeAll(async () => {
  world = await MasteryWorld.open();
  admin = await world.browser('system-admin');
  second = await world.browser('system-admin');
  learner = await world.learner();
}, 60_000);
afterAll(() => world?.close());

const form = () => ({
  ...{
    code: 'an-toan-1',
    title: 'Bảo vệ thiết bị',
    legalBasis: 'Quyết định 12/QĐ-UBND',
    courseId: world.courseId,
  },
  ...{ basis: 'examination', percent: '75', minQuestions: '2', component: 'tt02-2025/4.1', level: '3' },
});
const states = () => admin.page.querySelectorAll('main .badge').map((each) => each.text.trim());

describe('rules', () => {
  test('there are none to begin with, and the page says that no threshold is made up', async () => {
    await admin.get('/admin/award-rules');
    expect(admin.text('main')).toContain('Hệ thống không tự đặt ngưỡng');
  });

  test.each([
    ['percent', ''],
    ['minQuestions', ''],
    ['legalBasis', ' '],
    ['level', '9'],
    ['component', 'tt02-2025/9.9'],
    ['component', 'khong-co/1.1'],
    ['code', 'Có dấu'],
    ['courseId', '01930000-0000-7000-8000-000000000001'],
  ])('%s “%s” is refused at its field, what was typed stays', async (field, value) => {
    await admin.get('/admin/award-rules/new');
    await admin.post('/admin/award-rules', { ...form(), [field]: value });
    expect(admin.status).toBe(422);
    expect(
      admin.page.querySelector(`[role=alert] a[href="#${field}"], .error-summary a[href="#${field}"]`),
    ).not.toBeNull();
    expect(admin.page.querySelector('#title')?.getAttribute('value')).toBe('Bảo vệ thiết bị');
  });

  test('a rule is proposed by one, approved by another, and replaced by its next version', async () => {
    await admin.get('/admin/award-rules/new');
    await admin.post('/admin/award-rules', form());
    expect(states()).toEqual(['Phiên bản 1 · Bản nháp']);
    const offered = (browser: BrowserSession) =>
      browser.page.querySelector('form[action$="/approval"]')?.getAttribute('action');
    const approve = async () => {
      await second.get('/admin/award-rules');
      const action = offered(second) as string;
      await second.post(action);
      await admin.get('/admin/award-rules');
      return action;
    };
    expect([offered(admin), admin.text('main')]).toEqual([
      undefined,
      expect.stringContaining('Một người khác'),
    ]);
    const [draft] = await world.db.query('SELECT id FROM award_rule');
    await admin.post(`/admin/award-rules/${draft.id}/approval`);
    expect([admin.status, admin.text('main')]).toEqual([409, expect.stringContaining('Người soạn không tự')]);
    await expect(
      world.db.query(
        `UPDATE award_rule SET status = 'approved', approved_at = now(), approved_by = created_by WHERE id = $1`,
        [draft.id],
      ),
    ).rejects.toThrow(/check constraint/);
    const first = await approve();
    expect(states()).toEqual(['Phiên bản 1 · Đang áp dụng']);
    await second.post(first);
    expect(second.status).toBe(409);
    await admin.get('/admin/award-rules/new');
    await admin.post('/admin/award-rules', { ...form(), percent: '70' });
    await approve();
    expect(states()).toEqual(['Phiên bản 2 · Đang áp dụng', 'Phiên bản 1 · Đã ngừng']);
    const events = await world.db.query(`SELECT type FROM outbox WHERE type LIKE 'AwardRule%' ORDER BY id`);
    expect(events.map((each: { type: string }) => each.type).sort()).toEqual([
      ...['AwardRuleApproved', 'AwardRuleApproved', 'AwardRuleRetired'],
    ]);
  });

  test('others may read them, and change nothing', async () => {
    const auditor = await world.browser('auditor');
    await auditor.get('/admin/award-rules');
    expect([auditor.status, auditor.page.querySelector('main form')]).toEqual([200, null]);
    await auditor.post('/admin/award-rules', form());
    expect(auditor.status).toBe(403);
    await auditor.post('/admin/skill-targets/official', { legalBasis: 'X' });
    expect(auditor.status).toBe(403);
  });
});

describe('the profile of a learner', () => {
  test('before anything is recorded it says how levels come about', async () => {
    const browser = await world.as(learner);
    await browser.get('/my-skills');
    expect([browser.status, browser.text('main')]).toEqual([
      200,
      expect.stringContaining('Chưa có bậc nào được ghi nhận'),
    ]);
    expect(browser.text('main')).toContain('Chưa có quyết định về mức cần đạt');
  });

  test('then shows the level with its evidence, the gap to the target, and the course that helps most', async () => {
    const { gradeId, attemptId } = await world.attempt(
      await world.enrolment(learner),
      1,
      [100, 60, 0],
      '2026-05-01T03:00:00Z',
    );
    await world.tell(gradeId);
    await admin.get('/admin/skill-targets/official');
    await admin.post('/admin/skill-targets/official', {
      legalBasis: 'Kế hoạch 5/KH',
      'level.4.1': '3',
      'level.4.2': '2',
    });
    expect(admin.text('main')).toContain('Kế hoạch 5/KH');
    const browser = await world.as(learner);
    await browser.get('/my-skills');
    const text = browser.text('main');
    expect(text).toContain('1 trên 24 thành phần');
    expect(text).toContain('Còn 1 thành phần chưa đủ mức');
    expect(text).toContain(
      'Theo quy tắc “Bảo vệ thiết bị” phiên bản 2, khung phiên bản 2025. Quyết định 12/QĐ-UBND',
    );
    expect(text).toContain('80%');
    expect(browser.page.querySelector(`a[href="/attempts/${attemptId}/result"]`)?.text).toContain('lượt 1');
    expect(browser.page.querySelectorAll('svg.radar circle.dot').length).toBe(6);
    expect(browser.page.querySelector('#next')?.text).toBe('An toàn số');
    expect([text.includes('Đủ mức bậc 3'), text.includes('Cần bậc 2')]).toEqual([true, true]);
  });

  test('a changed target is a new version', async () => {
    await admin.get('/admin/skill-targets/official');
    await admin.post('/admin/skill-targets/official', { legalBasis: 'Kế hoạch 6/KH', 'level.4.1': '8' });
    const browser = await world.as(learner);
    await browser.get('/my-skills');
    expect(browser.text('#target + p')).toContain('Phiên bản 2 · Kế hoạch 6/KH');
    await admin.get('/admin/skill-targets/official');
    await admin.post('/admin/skill-targets/official', { legalBasis: '' });
    expect(admin.status).toBe(422);
  });
});

describe('the skills of a unit', () => {
  test('are counted from the stored counts, for whoever is responsible for the unit and nobody else', async () => {
    const elsewhere = await world.enrolment(await world.learner('11329'), '11329');
    await world.attempt(elsewhere, 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    await world.tell(elsewhere);
    const manager = await world.browser('unit-manager', '11311');
    await manager.get('/skills');
    expect(manager.text('.kicker')).toBe('Phường Hồng Bàng');
    expect(manager.text('.tabs')).toContain('1');
    for (const code of ['11329', '31', 'nope']) {
      await manager.get(`/skills?unit=${code}`);
      expect([code, manager.status]).toEqual([code, 404]);
    }
    const city = await world.browser('unit-manager', '31');
    await city.get('/skills');
    const row = city.page.querySelectorAll('tbody tr').find((each) => each.text.includes('4.1 '));
    expect(row?.querySelectorAll('td').map((each) => each.text.replace(/\s+/g, ' ').trim())).toEqual([
      '2',
      expect.stringContaining('0/2 người từ bậc 8'),
      '2',
    ]);
    expect(city.page.querySelectorAll('aside a.row').length).toBe(2);
    await city.get('/skills?unit=11329&group=official');
    expect(city.status).toBe(200);
  });

  test('a unit without people says what to wait for', async () => {
    const manager = await world.browser('unit-manager', '79');
    await manager.get('/skills');
    expect(manager.text('main')).toContain('Chưa có người học');
  });
});

test('the rules of the demonstration are added only where there are none', async () => {
  expect(await world.get(DemoRulesSeeder).run()).toBe(0);
});
