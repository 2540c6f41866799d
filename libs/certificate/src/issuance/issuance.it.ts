import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TaskRepository } from '#platform/tasks';
import { CertificateWorld } from '../testing/certificate-world.js';
import { ISSUE_CLASS } from './issue-class.task.js';

let world: CertificateWorld;
let classId: string;
const here = () => `/classes/${classId}/certificates/issuance`;
const numbers = async (): Promise<number[]> =>
  (
    await world.db.query(
      `SELECT number FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id WHERE e.class_id = $1 ORDER BY 1`,
      [classId],
    )
  ).map((row: { number: number }) => row.number);

beforeAll(async () => {
  world = await CertificateWorld.open({ databasePool: 8 });
}, 120_000);
afterAll(() => world?.close());

describe('issuing for a class', () => {
  beforeEach(async () => {
    classId = await world.rows.trainingClass(world.rows.units.province);
    const of = (facts: object) => world.rows.enrolment({ classId, ...facts });
    await of({ name: 'Nguyễn Văn Được' });
    await of({ name: 'Trần Thị Được' });
    await of({ name: 'Lê Nhĩ 你' });
    await of({ name: 'Vũ Còn Bài', status: 'started', lessonsDone: 7, passed: false });
    await of({ name: 'Đỗ Chưa Đạt', status: 'started', passed: false });
    await of({ name: 'Hà Đã Rút', status: 'withdrawn', passed: false });
  });

  const registrar = async () => world.signedIn(await world.rows.person(), ['registrar']);
  const started = async (browser: Awaited<ReturnType<typeof registrar>>, mode: string) => {
    await browser.get(here());
    await browser.post(here(), { mode });
    expect(browser.url).toMatch(/^.tasks.[0-9a-f-]{36}$/);
    return browser.url.slice('/tasks/'.length);
  };

  test('a check takes no number and names who is held up; issuing gives each one; a second run gives none', async () => {
    const browser = await registrar();
    const checked = await world.task(await started(browser, 'check'));
    expect(checked).toMatchObject({
      status: 'done',
      done: 3,
      total: 3,
      result: { counts: { issued: 2, refused: 1 } },
    });
    expect(await numbers()).toEqual([]);
    await browser.get(`${here()}?show=held-up`);
    expect(browser.text('main')).toContain('Ký tự “你” (U+4F60)');

    const issued = await world.task(await started(browser, 'issue'));
    expect(issued.result?.counts).toEqual({ issued: 2, refused: 1 });
    expect(await numbers()).toHaveLength(2);
    const again = await world.task(await started(browser, 'issue'));
    expect(again.result?.counts).toEqual({ issued: 0, refused: 1 });
    expect(await numbers()).toHaveLength(2);

    for (const [show, words] of [
      ['issued', 'Nguyễn Văn Được'],
      ['lessons', 'Đã học 7 trên 9 bài.'],
      ['quizzes', 'Đã đạt 0 trên 1 bài kiểm tra.'],
      ['withdrawn', 'Không còn trong lớp.'],
    ] as const) {
      await browser.get(`${here()}?show=${show}`);
      expect(browser.text('main')).toContain(words);
    }
    const trail = await world.db.query(
      `SELECT action FROM audit_entry WHERE subject_id = $1 AND action LIKE 'certificate.%-class' ORDER BY id`,
      [classId],
    );
    expect(trail.map((each: { action: string }) => each.action)).toEqual([
      'certificate.check-class',
      'certificate.issue-class',
      'certificate.issue-class',
    ]);
  });

  test('is stopped between batches and goes on from there, without a gap or a second certificate', async () => {
    const more = Array.from({ length: 260 }, (_, n) => `Người Số ${n}`);
    for (const name of more) await world.rows.enrolment({ classId, name });
    const before = await lastNumber();
    const id = await world.get(TaskRepository).start(ISSUE_CLASS, { classId }, null);
    // Asked for once the first batch is issued: the run notices when it tells of its progress.
    await world.db.query(`
      CREATE FUNCTION ask_to_stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE task SET cancel_requested = true WHERE kind = '${ISSUE_CLASS}' AND status = 'running'; RETURN NULL; END $$;
      CREATE TRIGGER ask_to_stop AFTER INSERT ON certificate FOR EACH STATEMENT EXECUTE FUNCTION ask_to_stop();`);
    try {
      expect(await world.task(id)).toMatchObject({ status: 'cancelled', done: 250, total: 263 });
    } finally {
      await world.db.query('DROP TRIGGER ask_to_stop ON certificate; DROP FUNCTION ask_to_stop()');
    }
    const stopped = (await numbers()).length;
    expect(stopped).toBeGreaterThan(240);
    await world.get(TaskRepository).resume(id);
    expect(await world.task(id)).toMatchObject({ status: 'done', done: 263, total: 263 });
    expect(await numbers()).toEqual(Array.from({ length: 262 }, (_, index) => before + 1 + index));
  });

  test('is shown to an auditor and started only by those in charge; a class elsewhere is not found', async () => {
    const auditor = world.signedIn(await world.rows.person(), ['auditor']);
    await auditor.get(here());
    expect(auditor.status).toBe(200);
    expect(auditor.page.querySelector('button[name=mode]')).toBeNull();
    await auditor.post(here(), { mode: 'issue' });
    expect(auditor.status).toBe(403);
    const elsewhere = world.signedIn(await world.rows.person(), ['registrar'], 'vn.75');
    await elsewhere.get(here());
    expect(elsewhere.status).toBe(404);
    await elsewhere.get('/registers');
    await elsewhere.post(here(), { mode: 'issue' });
    expect(elsewhere.status).toBe(404);
    expect(await numbers()).toEqual([]);
  });

  async function lastNumber(): Promise<number> {
    const [row] = await world.db.query('SELECT last_number FROM register');
    return row?.last_number ?? 0;
  }
});
