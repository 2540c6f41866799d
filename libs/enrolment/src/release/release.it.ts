import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CountGrades, RepairGrades } from '../progress/count-grades.job.js';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';
import { ToldResults } from './told-results.sweep.js';

jest.setTimeout(60_000);

const KEY = 'KHOA-BI-MAT';
const RULES = { mark: 'by-hand', review: 'by-hand', key: 'by-hand' };
let world: LearningWorld;
let admin: string;
beforeAll(async () => {
  world = await LearningWorld.open();
  admin = await world.fixture.official('programme-admin');
});
afterAll(() => world?.close());

const rule = async (classId: string, fields: Record<string, string>) => {
  const browser = world.as(admin);
  await browser.get(`/classes/${classId}/release`);
  const revision = browser.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '0';
  await browser.post(`/classes/${classId}/release`, { ...RULES, ...fields, revision });
  return browser;
};
const tell = async (classId: string, part: string) => {
  const browser = world.as(admin);
  await browser.get(`/classes/${classId}/release/${part}/telling`);
  await browser.post(`/classes/${classId}/release/${part}/telling`);
  return browser;
};
const count = (id: string) => world.get(CountGrades).run({ ids: [id] });

/** Somebody in a class with these rules whose examination is graded, with so many right answers of two. */
async function graded(fields: Record<string, string> = {}, right = 2) {
  const learner = await Learner.enrol(world, 1, 3);
  await world.db.query(`UPDATE question_version SET explanation = $1`, [`Vì ${KEY}`]);
  const { classId } = learner.course;
  await rule(classId, fields);
  await learner.finish(1);
  const { gradeId } = await learner.sit(right);
  await count(gradeId);
  const [{ attemptId }] = await world.db.query('SELECT attempt_id AS "attemptId" FROM grade WHERE id = $1', [
    gradeId,
  ]);
  return { learner, classId, attemptId };
}

/** Every way a result leaves the house towards its learner. */
async function seen({ learner, attemptId }: Awaited<ReturnType<typeof graded>>): Promise<string> {
  const said: string[] = [];
  const look = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await learner.browser.inject({ method: 'GET', url, headers });
    said.push(answer.body, JSON.stringify(answer.headers));
  };
  for (const page of ['', '/result', '/review', '/paper', '/summary', '?question=1'])
    await look(`/attempts/${attemptId}${page}`);
  await look(`/attempts/${attemptId}/result`, { 'hx-request': 'true' });
  for (const page of [`/learn/${learner.id}`, '/my-learning', `/courses/${learner.course.slug}`])
    await look(page);
  await look('/api/my/enrolments');
  await look(`/api/my/enrolments/${learner.id}`);
  await learner.browser.post(`/learn/${learner.id}/attempts`);
  said.push(learner.browser.page.toString());
  return said.join('\n');
}

/** Without what differs between any two people: ids, moments, receipts, keys of forms, lengths. */
const plain = (said: string): string =>
  said
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
    .replace(/NB-\d{4}-[\w-]+/g, 'RECEIPT')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT')
    .replace(/\d\d:\d\d(:\d\d)?/g, 'TIME')
    .replace(/"(date|content-length|etag|set-cookie|x-request-id|server-timing)":("[^"]*"|\[[^\]]*\])/g, '')
    .replace(/nonce(-|=")[\w+/=-]+/g, 'NONCE')
    .replace(/name="_csrf" value="[^"]*"/g, 'CSRF')
    .replace(/Mã tham chiếu[^<]*<[^>]*>[\w-]+/g, 'REFERENCE');

describe('marks that are held back', () => {
  test('neither mark nor key leaves before release, by any way; nothing that rests on the mark happens', async () => {
    const sitting = await graded();
    const { learner, attemptId } = sitting;
    const failed = await graded({}, 0);
    const before = await seen(sitting);
    expect(before).not.toContain(KEY);
    // Who passed with all marks and who has none are told the same, word for word.
    expect(plain(before).split('\n')).toEqual(plain(await seen(failed)).split('\n'));
    expect(before).toContain('Kết quả được công bố khi người phụ trách lớp cho phép');
    await learner.browser.get(`/attempts/${attemptId}/review`);
    expect(learner.browser.status).toBe(403);
    await world.get(RepairGrades).sweep();
    expect(await learner.row()).toMatchObject({ best_score_bp: null, passed_at: null });
    const [{ n }] = await world.db.query(`SELECT count(*)::int AS n FROM attempt WHERE enrolment_id = $1`, [
      learner.id,
    ]);
    expect(n).toBe(1);
  });

  test('told by hand after a second look: the mark first, then the review, then the key; in the audit', async () => {
    const sitting = await graded();
    const { learner, classId, attemptId } = sitting;
    const { browser } = learner;
    const asked = world.as(admin);
    await asked.get(`/classes/${classId}/release/mark/telling`);
    expect(asked.text('main')).toContain('1 người đã nộp bài');
    await tell(classId, 'key');
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(403);
    await tell(classId, 'mark');
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text()).toContain('100%');
    expect(await world.get(ToldResults).sweep()).toBe(1);
    expect(await world.get(ToldResults).sweep()).toBe(0);
    expect((await learner.row()).best_score_bp).toBe(10_000);
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(403);
    await tell(classId, 'review');
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.text()).toContain(KEY);
    const audited = await world.db.query(
      `SELECT detail ->> 'part' AS part FROM audit_entry WHERE action = 'enrolment.tell-results' AND subject_id = $1
        ORDER BY id`,
      [classId],
    );
    expect(audited.map(({ part }: { part: string }) => part)).toEqual(['key', 'mark', 'review']);
    expect((await tell(classId, 'mark')).text('main')).toContain('đã công bố');
  });

  test('the review without the key shows what was answered and how it was marked, and nothing of the key', async () => {
    const { learner, attemptId } = await graded({ mark: 'at-once', review: 'at-once', key: 'never' });
    const { browser } = learner;
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(200);
    const text = browser.page.toString();
    expect(browser.text()).toContain('Đáp án đúng chưa được công bố');
    expect(text).not.toContain(KEY);
    expect(text).not.toMatch(/is-correct|correct"/);
    expect(browser.page.querySelectorAll('fieldset[disabled] input[checked]')).toHaveLength(2);
  });

  test('at a time, and after the class has ended, wherever its end moves', async () => {
    const sitting = await graded({ mark: 'at', 'mark-at': '2030-01-31T17:00' });
    const { learner, classId, attemptId } = sitting;
    const { browser } = learner;
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text()).toContain('Kết quả được công bố lúc 17:00, 31/01/2030');
    await rule(classId, { mark: 'after-closing' });
    await world.moveClass(classId, -30, 3);
    await world.get(ToldResults).sweep();
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text()).toContain('Kết quả được công bố lúc 00:00');
    await world.moveClass(classId, -30, -2);
    expect(await world.get(ToldResults).sweep()).toBe(1);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text()).toContain('100%');
    // What was told stays told.
    await world.moveClass(classId, -30, 30);
    await world.get(ToldResults).sweep();
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text()).toContain('100%');
  });
});

describe('rules', () => {
  test('a mark that people know is not held back again; a time must lie ahead and be given', async () => {
    const { classId } = await graded({ mark: 'at-once' });
    const refused = await rule(classId, { mark: 'by-hand' });
    expect([refused.status, refused.text('.error-text')]).toEqual([
      ...[422, expect.stringContaining('Đã có 1 người biết điểm')],
    ]);
    expect((await rule(classId, { mark: 'at-once', review: 'at' })).status).toBe(422);
    const past = await rule(classId, { mark: 'at-once', review: 'at', 'review-at': '2020-01-01T10:00' });
    expect(past.text('.error-text')).toContain('phía trước');
    expect((await rule(classId, { mark: 'at-once', review: 'at-once' })).text('#flash')).toContain('Đã lưu');
  });

  test('only who runs the class; two who change it at once do not overwrite each other', async () => {
    const { classId } = await graded();
    const other = world.as(await world.fixture.official('unit-manager'));
    await other.get(`/classes/${classId}/release`);
    expect(other.status).toBe(403);
    const [one, two] = [world.as(admin), world.as(admin)];
    await one.get(`/classes/${classId}/release`);
    await two.get(`/classes/${classId}/release`);
    const revision = one.page.querySelector('input[name=revision]')!.getAttribute('value')!;
    await one.post(`/classes/${classId}/release`, { ...RULES, key: 'never', revision });
    await two.post(`/classes/${classId}/release`, { ...RULES, key: 'at-once', revision });
    const [{ key }] = await world.db.query('SELECT key FROM result_release WHERE group_id = $1', [classId]);
    expect(key).toBe('never');
  });
});
