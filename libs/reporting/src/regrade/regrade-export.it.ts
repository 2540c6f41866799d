import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { makeQuiz } from '#assessment/testing';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { type Task, TaskRepository } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { ReportingWorld } from '../testing/reporting-world.js';
import { ExportRegradeTask, REGRADE_EXPORT_TASK } from './regrade-export.task.js';

let world: ReportingWorld;
let regrade: string;
let quizId: string;
const units: Record<string, string> = {};
const options = [{ text: 'Sai' }, { text: 'Đúng', correct: true }];

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  units.city = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  units.tan = await make.unit('vn.31.00123', 'Xã Tân Minh');
  units.far = await make.unit('vn.33', 'Tỉnh Hưng Yên', 'province');
  const classId = await make.trainingClass(units.city, { code: 'AI-1' });
  const question = { externalId: 'q.1', type: 'single', stem: 'Câu 1', tags: ['a'], body: { options } };
  quizId = await makeQuiz(world, [question]);
  regrade = await proposal();
  const enrol = async (name: string, unit: string) => {
    const id = await make.enrolment(await make.person(name, unit, 'Chuyên viên'), classId, unit);
    await make.certificate(id, '2026-05-04T02:00:00Z');
    return id;
  };
  const loses = await enrol('Vũ Thùy Ánh', units.tan);
  await touch(loses, 1, [7000, 6000], 'loses');
  await touch(loses, 2, [5000, 4500], null);
  await touch(await enrol('=Trần Đình Bách', units.tan), 1, [6900, 7125], 'gains');
  await touch(await enrol('Lê Quang Huy', units.far), 1, [7000, 6000], 'loses');
}, 120_000);
afterAll(() => world?.close());

async function proposal(status = 'proposed'): Promise<string> {
  const id = newId();
  await world.db.query(
    `INSERT INTO regrade (id, quiz_id, question_version_id, remedy, reason, status, proposed_by, proposed_at)
     SELECT $1, z.id, v.id, 'drop', 'Đề sai', $4, $3, now() FROM quiz z JOIN question q ON q.bank_id = z.bank_id
       JOIN question_version v ON v.question_id = q.id WHERE z.id = $2`,
    [id, quizId, await world.make.person('Người soạn đề'), status],
  );
  return id;
}

async function touch(enrolment: string, number: number, marks: number[], turn: string | null): Promise<void> {
  const attempt = newId();
  await world.db.query(
    `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, items, seed, deadline_at, submitted_at,
                          submitted_by)
     SELECT $1, $2, account_id, id, $4, 'graded', '[]', '00', now(), now(), 'learner' FROM enrolment WHERE id = $3`,
    [attempt, quizId, enrolment, number],
  );
  await world.db.query(
    `INSERT INTO regrade_effect (regrade_id, attempt_id, score_before, score_after, passed_before, passed_after, turn)
     VALUES ($1, $2, $3::int, $4::int, $3::int >= 7000, $4::int >= 7000, $5)`,
    [regrade, attempt, ...marks, turn],
  );
}

async function admin(unit: string): Promise<BrowserSession & { id: string }> {
  const id = await world.make.person('Bùi Thị Lan Anh');
  await world.make.grant(id, 'programme-admin', unit);
  const browser = world.as(id);
  await browser.get('/reports');
  return Object.assign(browser, { id });
}

const start = async (browser: BrowserSession & { id: string }, format: string): Promise<Task> => {
  await browser.post(`/reports/regrades/${regrade}/exports`, { format });
  const [task] = await world.get(TaskRepository).latest(REGRADE_EXPORT_TASK, browser.id, 1);
  expect(browser.url).toBe(`/tasks/${task?.id}`);
  return task as Task;
};
const written = async (task: Task) => {
  const { file, ...result } = await world.get(ExportRegradeTask).run({ task, progress: async () => {} });
  return { ...result, name: file!.name, content: await world.get<Storage>(STORAGE).read(file!.key) };
};

test('holds every attempt whose mark changes, of one’s own units: before, after, pass and certificate', async () => {
  const { content, name, counts, href } = await written(await start(await admin(units.city!), 'csv'));
  const rows: Record<string, string>[] = parse(content, { columns: true, bom: true });
  expect([counts, name]).toEqual([{ attempts: 3 }, expect.stringMatching(/^cham-lai-q-1-.*\.csv$/)]);
  expect(href).toBe(`/authoring/quizzes/${quizId}/regrades/${regrade}`);
  expect(rows).toEqual([
    expect.objectContaining({
      ...{ 'Họ và tên': 'Vũ Thùy Ánh', 'Mã đơn vị': '00123', 'Mã lớp': 'AI-1', 'Lần làm': '1' },
      ...{ 'Điểm trước (%)': '70.00', 'Điểm sau (%)': '60.00' },
      ...{ 'Lần làm này trước': 'Đạt', 'Lần làm này sau': 'Chưa đạt', 'Người học': 'Không còn đạt' },
      'Giấy chứng nhận bị ảnh hưởng': 'HP26 0000001',
    }),
    // A name that a spreadsheet would run is text.
    expect.objectContaining({
      ...{ 'Họ và tên': "'=Trần Đình Bách", 'Điểm sau (%)': '71.25', 'Người học': 'Thành đạt' },
      'Giấy chứng nhận bị ảnh hưởng': '',
    }),
    expect.objectContaining({ 'Lần làm': '2', 'Người học': 'Không đổi', 'Giấy chứng nhận bị ảnh hưởng': '' }),
  ]);
});

test('the workbook holds the same; another province gets its own people', async () => {
  const { content } = await written(await start(await admin(units.far!), 'xlsx'));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  expect([sheet.name, sheet.rowCount]).toEqual(['Chấm lại', 2]);
  expect((sheet.getRow(2).values as unknown[]).slice(1)).toEqual(
    expect.arrayContaining(['Lê Quang Huy', 0.7, 0.6, 'HP26 0000003']),
  );
});

test('whoever lost the role meanwhile gets an empty list; each export is in the record', async () => {
  const browser = await admin(units.city!);
  const task = await start(browser, 'csv');
  await world.db.query('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1', [browser.id]);
  expect((await written(task)).counts).toEqual({ attempts: 0 });
  const acts = await world.db.query(
    `SELECT subject_id, detail FROM audit_entry WHERE action = 'reporting.export-regrade' AND actor_id = $1`,
    [browser.id],
  );
  expect(acts).toEqual([{ subject_id: regrade, detail: { format: 'csv' } }]);
});

test('is refused to others, for what is not there, and while it is being counted', async () => {
  const manager = await world.make.person('Nguyễn Văn Thắng');
  await world.make.grant(manager, 'unit-manager', units.city!);
  const status = async (browser: BrowserSession, id: string) => {
    await browser.get('/reports');
    await browser.post(`/reports/regrades/${id}/exports`, { format: 'csv' });
    return browser.status;
  };
  const chief = await admin(units.city!);
  expect([
    await status(world.as(manager), regrade),
    await status(chief, newId()),
    await status(chief, 'x'),
    await status(chief, await proposal('previewing')),
  ]).toEqual([403, 404, 404, 409]);
});
