import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { makeQuiz } from '#assessment/testing';
import { makeCourse } from '#course/testing';
import { makeClass, makeEnrolment } from '#enrolment/testing';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { type Task, TaskRepository } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { RollupRebuild } from '../rollup/rollup-rebuild.js';
import { ReportingWorld } from '../testing/reporting-world.js';
import { ExamSweep } from './count-exams.job.js';
import { EXAM_EXPORT_TASK, ExportExamTask } from './exam-export.task.js';
import { ExamRebuild } from './exam-rebuild.js';
import { ExamTallies } from './exam-tallies.js';

const MARK = 138_600;
const question = (externalId: string, component: string) => ({
  ...{ externalId, type: 'single', stem: `Câu ${externalId}`, tags: ['a'], component },
  body: {
    options: ['Sai', 'Đúng KHOA-DAP-AN'].map((text, index) => ({ text, correct: index === 1 })),
  },
});

let world: ReportingWorld;
let quizId: string;
let classId: string;
let versionId: string;
let pool: { id: string; options: string[] }[];
const units: Record<string, string> = {};
const people: Record<string, string> = {};

beforeAll(async () => {
  world = await ReportingWorld.open();
  const { make } = world;
  await make.unit('vn', 'Việt Nam', 'country');
  units.city = await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  units.tan = await make.unit('vn.31.11308', 'Xã Tân Minh');
  units.vinh = await make.unit('vn.31.11311', 'Xã Vĩnh Am');
  units.far = await make.unit('vn.33', 'Tỉnh Hưng Yên', 'province');
  quizId = await makeQuiz(world, [question('q1', '1.1'), question('q2', '6.1')], { passPercent: 50 });
  const course = await makeCourse(world.db, { ownerUnitId: units.city, lessons: 1, quizId });
  versionId = course.versionId;
  const { courseId } = course;
  classId = await makeClass(world.db, {
    courseId,
    ownerUnitId: units.city,
    code: 'KQ-1',
    title: 'Lớp kết quả',
  });
  pool = await world.db.query(
    `SELECT v.id, jsonb_path_query_array(v.body, '$.options[*].id') AS options
       FROM question_version v JOIN question q ON q.id = v.question_id JOIN quiz z ON z.bank_id = q.bank_id
      WHERE z.id = $1 ORDER BY q.external_id`,
    [quizId],
  );
  for (const [name, unit] of [
    ['Vũ Thùy Ánh', units.tan],
    ['Trần Đình Bách', units.tan],
    ['Bùi Thị Mai', units.vinh],
    ['Lê Quang Huy', units.far],
  ] as const)
    people[name] = await enrol(name, unit);
  await sit(people['Vũ Thùy Ánh']!, 1, [1, 0]);
  await sit(people['Vũ Thùy Ánh']!, 2, [1, 1]);
  await sit(people['Trần Đình Bách']!, 1, [0, 0]);
  await sit(people['Bùi Thị Mai']!, 1, [1, 0]);
  await world.get(ExamTallies).recount(Object.values(people));
  await world.get(RollupRebuild).run();
}, 120_000);
afterAll(() => world?.close());

async function enrol(name: string, unitId: string): Promise<string> {
  const accountId = await world.make.person(name, unitId, 'Chuyên viên');
  return makeEnrolment(world.db, { accountId, classId, versionId, unitId, startedAt: new Date() });
}

/** A graded attempt with so many marks on either question. */
async function sit(enrolmentId: string, number: number, marks: number[]): Promise<string> {
  const attempt = newId();
  const items = pool.map(({ id, options }) => ({ questionVersionId: id, options }));
  await world.db.query(
    `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, status, items, seed, started_at, deadline_at,
                          submitted_at, submitted_by)
     SELECT $1, $2, account_id, id, $4, 'graded', $5, '00', now() - interval '25 minutes', now(),
            now() - interval '13 minutes', 'learner' FROM enrolment WHERE id = $3`,
    [attempt, quizId, enrolmentId, number, JSON.stringify(items)],
  );
  await grade(attempt, 1, marks);
  return attempt;
}

async function grade(attempt: string, revision: number, marks: number[]): Promise<void> {
  const sum = marks.reduce((a, b) => a + b, 0);
  await world.db.query(
    `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[newId(), attempt, revision, sum * MARK, 2 * MARK, sum * 5000, sum >= 1],
      JSON.stringify(marks.map((mark) => mark * MARK)),
    ],
  );
}

async function someone(role: Role, unitId: string): Promise<BrowserSession & { id: string }> {
  const id = await world.make.person('Nguyễn Thị Lan');
  await world.make.grant(id, role, unitId);
  return Object.assign(world.as(id), { id });
}

const exams = () => `/reports/classes/${classId}/exams/${quizId}`;
const listed = (browser: BrowserSession) =>
  Object.keys(people).filter((name) => browser.text('table').includes(name));

describe('results of a class', () => {
  test('who runs the class sees all of it: how many sat and passed, marks, weak skills, units', async () => {
    const admin = await someone('programme-admin', units.city!);
    await admin.get(`/reports/classes/${classId}/exams`);
    await admin.get(exams());
    expect(admin.status).toBe(200);
    const text = admin.text();
    expect(text).toContain('trên 4 người');
    expect(text).toContain('66,67% số người đã làm bài');
    expect(text).toContain('12 phút 00 giây');
    // 100, 0 and 50 percent.
    expect(text).toContain('50,00%');
    const skills = admin.page.querySelectorAll('[aria-labelledby="skills"] li').map((each) => each.text);
    expect(skills).toHaveLength(2);
    expect(skills[0]).toContain('6.1');
    expect(skills[0]).toContain('Cần ôn');
    const table = admin.text('#units table');
    for (const name of ['Hải Phòng', 'Hưng Yên']) expect(table).toContain(name);
    await admin.get(`${exams()}?unit=31`);
    for (const name of ['Xã Tân Minh', 'Xã Vĩnh Am']) expect(admin.text('#units table')).toContain(name);
    expect(admin.text()).toContain('trên 3 người');
  });

  test.each([
    ['programme-admin', 'city', 4],
    ['unit-manager', 'city', 3],
    ['unit-manager', 'tan', 2],
    ['unit-manager', 'vinh', 1],
  ] as const)('%s of %s sees so many people', async (role, unit, count) => {
    const browser = await someone(role, units[unit]!);
    await browser.get(`${exams()}/people?state=all`);
    expect(listed(browser)).toHaveLength(count);
    await browser.get(exams());
    expect(browser.text('.figure-grid')).toContain(`trên ${count} người`);
  });

  test('lists by state; who is elsewhere, or in nobody’s sight, is not found', async () => {
    const manager = await someone('unit-manager', units.city!);
    const names = async (state: string) => {
      await manager.get(`${exams()}/people?state=${state}&order=score`);
      return listed(manager);
    };
    expect(await names('passed')).toEqual(['Vũ Thùy Ánh', 'Bùi Thị Mai']);
    expect(await names('failed')).toEqual(['Trần Đình Bách']);
    expect(await names('not-sat')).toEqual([]);
    const far = await someone('unit-manager', units.far!);
    await far.get(`${exams()}/people?state=not-sat`);
    expect(listed(far)).toEqual(['Lê Quang Huy']);
    await far.get(`${exams()}/people/${people['Vũ Thùy Ánh']}`);
    expect(far.status).toBe(404);
    await far.get(`${exams()}?unit=11308`);
    expect(far.status).toBe(404);
    await far.get(`/reports/classes/${classId}/exams/${newId()}`);
    expect(far.status).toBe(404);
  });

  test('answers open only for who runs the class, and each time is in the audit', async () => {
    const enrolment = people['Vũ Thùy Ánh']!;
    const [{ id }] = await world.db.query('SELECT id FROM attempt WHERE enrolment_id = $1 AND number = 2', [
      enrolment,
    ]);
    const person = `${exams()}/people/${enrolment}`;
    const manager = await someone('unit-manager', units.tan!);
    await manager.get(person);
    expect(manager.text()).toContain('100%');
    expect(manager.page.querySelector(`a[href*="/attempts/"]`)).toBeNull();
    await manager.get(`${person}/attempts/${id}`);
    expect(manager.status).toBe(403);
    expect(manager.page.toString()).not.toContain('KHOA-DAP-AN');
    const outsider = await someone('programme-admin', units.tan!);
    await outsider.get(`${person}/attempts/${id}`);
    expect(outsider.status).toBe(404);
    const admin = await someone('programme-admin', units.city!);
    await admin.get(person);
    await admin.get(admin.page.querySelector(`a[href$="${id}"]`)!.getAttribute('href')!);
    expect(admin.status).toBe(200);
    expect(admin.text()).toContain('KHOA-DAP-AN');
    const audited = await world.db.query(
      `SELECT actor_id FROM audit_entry WHERE action = 'reporting.read-answers' AND subject_id = $1`,
      [id],
    );
    expect(audited).toEqual([{ actor_id: admin.id }]);
    await admin.get(`${exams()}/people/${people['Trần Đình Bách']}/attempts/${id}`);
    expect(admin.status).toBe(404);
  });

  test('an export holds who is in sight, with marks by skill', async () => {
    const manager = await someone('unit-manager', units.tan!);
    await manager.get(exams());
    await manager.post(`${exams()}/exports`, { format: 'csv', state: 'all' });
    const tasks = world.get(TaskRepository);
    const [task] = (await tasks.latest(EXAM_EXPORT_TASK, manager.id, 1)) as [Task];
    const result = await world.get(ExportExamTask).run({ task, progress: async () => {} });
    const file = await world.get<Storage>(STORAGE).read(result.file!.key);
    const rows: Record<string, string>[] = parse(file, { columns: true, bom: true });
    expect(rows.map((each) => each['Họ và tên'])).toEqual(['Vũ Thùy Ánh', 'Trần Đình Bách']);
    expect(rows[0]).toMatchObject({
      ...{ 'Trạng thái': 'Đạt', 'Điểm được công nhận': '100.00', 'Số lần làm': '2', 'Số phút làm': '12' },
    });
    expect(Object.keys(rows[0]!).filter((each) => /^(1\.1|6\.1)/.test(each))).toHaveLength(2);
  });
});

describe('counting results', () => {
  const row = async (enrolment: string) =>
    (
      await world.db.query(
        'SELECT living, attempts, score_bp, passed FROM exam_result WHERE enrolment_id = $1',
        [enrolment],
      )
    )[0];
  const right = async () => {
    const { differences } = await world.get(ExamRebuild).run();
    return differences;
  };

  test('a regrade, somebody who leaves, somebody who comes: told or found by the sweep, the sums are right', async () => {
    const enrolment = await enrol('Đỗ Văn Hòa', units.vinh!);
    const attempt = await sit(enrolment, 1, [0, 0]);
    const sweep = new ExamSweep(world.get(ExamTallies));
    expect(await sweep.sweep()).toBe(1);
    expect(await row(enrolment)).toEqual({ living: true, attempts: 1, score_bp: 0, passed: false });
    await grade(attempt, 2, [1, 1]);
    await Promise.all([1, 2, 3].map(() => world.get(ExamTallies).recount([enrolment])));
    expect(await row(enrolment)).toEqual({ living: true, attempts: 1, score_bp: 10_000, passed: true });
    expect(await right()).toEqual({ rows: 0, cells: 0 });
    await world.db.query(`UPDATE enrolment SET status = 'withdrawn', withdrawn_at = now() WHERE id = $1`, [
      enrolment,
    ]);
    expect(await new ExamSweep(world.get(ExamTallies)).sweep()).toBe(1);
    expect(await new ExamSweep(world.get(ExamTallies)).sweep()).toBe(0);
    expect((await row(enrolment)).living).toBe(false);
    expect(await right()).toEqual({ rows: 0, cells: 0 });
  });

  test('a rebuild mends wrong sums and says how many', async () => {
    await world.db.query(
      `UPDATE exam_rollup SET amount = amount + 3 WHERE measure = 'sat' AND unit_id = $1`,
      [units.tan],
    );
    expect((await right()).cells).toBeGreaterThan(0);
    expect(await right()).toEqual({ rows: 0, cells: 0 });
  });
});
