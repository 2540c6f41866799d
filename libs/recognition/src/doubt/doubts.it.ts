import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { localYear, TODAY } from '#platform/clock';
import { TaskRepository } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { Applications } from '../application/applications.js';
import { CONFIRM_COVERED } from '../decision/confirm-covered.task.js';
import { Decisions } from '../decision/decisions.js';
import { RecognitionWorld } from '../testing/recognition-world.js';
import { ReviewSweep } from './review-evidence.job.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
let manager: BrowserSession;
let managerId: string;
const PLAIN = { exemptionId: null, exemptionReason: null, share: false };

beforeAll(async () => {
  world = await RecognitionWorld.open();
  await world.rule();
  ({ browser: manager, id: managerId } = await world.staff('unit-manager', '11311'));
}, 120_000);
afterAll(() => world?.close());

const applied = (accountId: string) => world.get(Applications).submit(accountId, 'citizen', PLAIN, accountId);
const confirmed = async (name: string) => {
  const person = await world.ready(name);
  const applicationId = await applied(person.id);
  await world.get(Decisions).confirm(applicationId, ['vn.31'], managerId, { judged: false });
  return { ...person, applicationId, href: `/recognitions/applications/${applicationId}` };
};
const statusOf = async (applicationId: string): Promise<string> => {
  const [row] = await world.db.query('SELECT status FROM recognition WHERE application_id = $1', [
    applicationId,
  ]);
  return row?.status;
};
const tell = (...ids: string[]) => world.job('recognition.review-evidence', { ids });
/** Of units right below the city, as shown to whoever plans for it. */
const figures = async () => {
  const rows = await world.db.query(
    `SELECT state, sum(people)::int AS people FROM recognition_rollup GROUP BY 1 HAVING sum(people) <> 0 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map((row: { state: string; people: number }) => [row.state, row.people]));
};

describe('evidence that goes', () => {
  test('a regrade below the threshold raises a doubt, a better one takes it back', async () => {
    const { attemptId, applicationId, href } = await confirmed('Phạm Thị Hồng Nhung');
    await tell(await world.grade(attemptId, 2, 10, 6));
    expect(await statusOf(applicationId)).toBe('doubted');
    expect(await figures()).toMatchObject({ doubted: 1 });
    await manager.get('/recognitions');
    expect(manager.text('main')).toContain('1 xác nhận cần xem lại');
    await manager.get('/recognitions/doubts');
    expect(manager.page.querySelector(`a[href="${href}"]`)).not.toBeNull();
    await tell(await world.grade(attemptId, 3, 10, 7));
    expect(await statusOf(applicationId)).toBe('valid');
    expect((await figures()).doubted).toBeUndefined();
  });

  test('a revocation that says the result cannot be trusted: kept for a reason, asked again when more goes', async () => {
    const { enrolmentId, attemptId, applicationId, href } = await confirmed('Đặng Ngọc Ánh');
    await world.grade(attemptId, 2, 10, 1);
    const sweep = world.get(ReviewSweep);
    expect(await sweep.sweep()).toBe(1);
    await manager.get(href);
    await manager.post(`${href}/retention`, { reason: 'x' });
    expect(manager.status).toBe(422);
    await manager.post(`${href}/retention`, { reason: 'Lỗi của đề, không phải của học viên' });
    expect(await statusOf(applicationId)).toBe('valid');
    expect(await sweep.sweep()).toBe(0);
    await world.db.query(
      `INSERT INTO evidence_revocation (certificate_id, enrolment_id, revoked_at) VALUES (gen_random_uuid(), $1, now())`,
      [enrolmentId],
    );
    await tell(enrolmentId);
    expect(await statusOf(applicationId)).toBe('doubted');
    await manager.get(href);
    await manager.post(`${href}/revocation`, { reason: 'Kết quả không còn tin được' });
    expect(await statusOf(applicationId)).toBe('ended');
    expect(manager.text('main')).toContain('Kết quả không còn tin được');
    await tell(enrolmentId);
    expect(await statusOf(applicationId)).toBe('ended');
    const [{ code }] = await world.db.query('SELECT code FROM recognition WHERE application_id = $1', [
      applicationId,
    ]);
    const anybody = world.visitor();
    await anybody.get(`/confirmations/${code}`);
    expect(anybody.text('main')).toContain('đã bị đơn vị thu hồi');
    // Nobody is told why.
    expect(anybody.text('main')).not.toContain('không còn tin được');
  });

  test('leaving the class takes its evidence away; what a person had judged stays', async () => {
    const left = await confirmed('Vũ Thị Hà');
    await world.db.query(`UPDATE enrolment SET status = 'withdrawn', withdrawn_at = now() WHERE id = $1`, [
      left.enrolmentId,
    ]);
    await tell(left.enrolmentId);
    expect(await statusOf(left.applicationId)).toBe('doubted');
    const judged = await world.person('Ngô Văn Sáu');
    const [rule] = await world.db.query('SELECT exemptions FROM recognition_rule');
    const exemptionId = rule.exemptions[0].id as string;
    const claim = { exemptionId, exemptionReason: 'Tôi cần người dìu', share: false };
    const id = await world.get(Applications).submit(judged, 'citizen', claim, judged);
    await world.get(Decisions).confirm(id, ['vn.31'], managerId, { judged: true });
    await world.get(ReviewSweep).sweep();
    expect(await statusOf(id)).toBe('valid');
  });

  test('the last day is still valid, the day after is not', async () => {
    const { applicationId } = await confirmed('Trần Văn Năm');
    const until = (days: number) =>
      world.db.query(
        `UPDATE recognition SET valid_until = ${TODAY} + $2::int
         WHERE application_id = $1`,
        [applicationId, days],
      );
    await until(0);
    await world.get(ReviewSweep).sweep();
    expect(await statusOf(applicationId)).toBe('valid');
    await until(-1);
    await world.get(ReviewSweep).sweep();
    expect(await statusOf(applicationId)).toBe('expired');
    expect(await figures()).toMatchObject({ expired: 1 });
  });
});

describe('confirming all that is complete', () => {
  test('numbers without gaps; the incomplete, claims to be judged and one’s own stay; a second run adds nothing', async () => {
    const ready = await Promise.all(
      ['An', 'Bình', 'Chi', 'Dung'].map((name) => world.ready(`Lê Thị ${name}`)),
    );
    const lacking = await world.person('Lê Văn Thiếu');
    for (const id of [...ready.map((each) => each.id), lacking]) await applied(id);
    const elsewhere = await world.ready('Người phường khác', '11329');
    await applied(elsewhere.id);
    await world.sit(await world.completed(managerId), 1, 10, 10);
    await applied(managerId);
    const before = await figures();
    await manager.get('/recognitions');
    await manager.post('/recognitions/confirmations');
    const taskId = manager.url.split('/').at(-1) as string;
    await world.job('platform.run-task', { taskId });
    const task = await world.get(TaskRepository).find(taskId);
    expect([task?.kind, task?.status, task?.result?.counts]).toEqual([
      ...[CONFIRM_COVERED, 'done', { seen: 6, confirmed: 4 }],
    ]);
    const after = await figures();
    expect([after.confirmed - before.confirmed, before.pending - after.pending]).toEqual([4, 4]);
    const [gaps] = await world.db.query(
      `SELECT count(*)::int AS n, max(number) AS last FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id WHERE u.code = '11311'`,
    );
    expect(gaps.n).toBe(gaps.last);
    await manager.get('/recognitions');
    await manager.post('/recognitions/confirmations');
    const again = manager.url.split('/').at(-1) as string;
    await world.job('platform.run-task', { taskId: again });
    expect((await world.get(TaskRepository).find(again))?.result?.counts).toEqual({ seen: 2, confirmed: 0 });
  });

  test('ten at once for one person: one confirmation', async () => {
    const { id } = await world.ready('Một Người');
    const applicationId = await applied(id);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        world.get(Decisions).confirm(applicationId, ['vn.31'], managerId, { judged: false }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [{ n }] = await world.db.query('SELECT count(*)::int AS n FROM recognition WHERE account_id = $1', [
      id,
    ]);
    expect(n).toBe(1);
  });
});

describe('figures', () => {
  test('a target of the city stands against those who hold a confirmation; a unit manager sets none', async () => {
    const { browser } = await world.staff('programme-admin', '31');
    await browser.get('/recognitions/statistics');
    const set = (more: object) =>
      browser.post('/recognitions/statistics/targets', {
        ...{ unit: '31', group: 'citizen', year: String(localYear(new Date())), people: '1.000' },
        ...{ basis: 'Kế hoạch 5/KH-UBND', ...more },
      });
    await set({ basis: '' });
    expect(browser.status).toBe(422);
    await set({});
    const [{ holding }] = await world.db.query(
      `SELECT count(*)::int AS holding FROM recognition WHERE status IN ('valid', 'doubted')`,
    );
    expect(holding).toBeGreaterThan(5);
    expect(browser.text('main')).toContain(`${holding} trên 1.000 người`);
    expect(browser.text('main')).toContain('Kế hoạch 5/KH-UBND');
    expect(browser.page.querySelectorAll('#below ~ table tbody tr')).toHaveLength(2);
    await manager.get('/recognitions/people');
    await manager.post('/recognitions/statistics/targets', { unit: '11311', basis: 'X' });
    expect(manager.status).toBe(403);
    await browser.get('/recognitions/statistics');
    await set({ people: '' });
    expect(browser.text('main')).not.toContain('1.000 người');
  });
});
