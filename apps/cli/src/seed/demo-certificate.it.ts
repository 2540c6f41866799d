import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { Refused, UsageError } from '../command.js';
import { certificateIssue } from '../commands/certificate-issue.js';
import { registerImport } from '../commands/register-import.js';
import { seed } from '../commands/seed.js';
import { openApplication } from '../open-application.js';

jest.setTimeout(120_000);

let installation: Awaited<ReturnType<typeof testInstallation>>;
let opened: ReturnType<typeof openApplication>;
let db: DataSource;

beforeAll(async () => {
  installation = await testInstallation({ demo: true });
  opened = openApplication(installation.config, createLogger('silent', 'cli'));
  await seed.run({
    ...{ values: {}, positionals: [], say: () => {} },
    ...{ config: installation.config, app: opened.app },
  });
  db = (await opened.app()).get(DataSource);
});
afterAll(async () => {
  await opened?.close();
  await installation?.cleanUp();
});

test('the certificate of the demo learner leaves no line of the paper empty', async () => {
  const [enrolment] = await db
    .query(
      `UPDATE enrolment SET status = 'completed', started_at = now(), completed_at = now(), passed_at = now(),
       best_score_bp = 9000, lessons_done = lessons_total, quizzes_passed = quizzes_total RETURNING id`,
    )
    .then(([rows]) => rows);
  const [{ code }] = await db.query(
    'SELECT c.code FROM training_class c JOIN enrolment e ON e.class_id = c.id WHERE e.id = $1',
    [enrolment.id],
  );
  const issue = (dryRun: boolean, wanted = code) =>
    certificateIssue.run({
      ...{ values: { class: wanted, 'dry-run': dryRun }, positionals: [], say: () => {} },
      ...{ config: installation.config, app: opened.app },
    });
  await expect(issue(false, 'KHONG-CO')).rejects.toThrow('There is no class KHONG-CO.');
  expect(await issue(true)).toMatchObject({ dryRun: true, issued: 1, standings: { owed: 1, issued: 0 } });
  expect(await issue(false)).toMatchObject({ issued: 1, refused: 0, standings: { owed: 0, issued: 1 } });
  expect(await issue(false)).toMatchObject({ issued: 0, refused: 0 });
  const [paper] = await db.query(
    'SELECT facts, serial, entry_number AS entry, code FROM certificate WHERE enrolment_id = $1',
    [enrolment.id],
  );
  expect(paper.facts).toMatchObject({
    title: expect.stringMatching(/\S/),
    issuer: { superior: expect.stringMatching(/\S/), name: expect.stringMatching(/\S/) },
    holder: {
      name: 'Phạm Thị Hồng Nhung',
      birth: { date: '1988-03-12' },
      position: 'Công chức Văn phòng HĐND và UBND',
      unit: 'Phường Hồng Bàng, Thành phố Hải Phòng',
    },
    course: { name: 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính' },
    study: {
      from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      to: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      periods: expect.any(Number),
      form: expect.stringMatching(/\S/),
      result: expect.stringMatching(/\S/),
    },
    place: 'Hải Phòng',
    issuedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    signatory: { position: [expect.stringMatching(/\S/)], name: expect.stringMatching(/\S/) },
  });
  const components = paper.facts.framework.flatMap((line: { components: object[] }) => line.components);
  expect(components.length).toBeGreaterThan(0);
  expect([paper.serial, paper.entry, paper.code]).toEqual([
    expect.stringMatching(/\d/),
    expect.stringMatching(/\d/),
    expect.stringMatching(/^\S{22,}$/),
  ]);
});

test('everybody of the demo has a birth date, an office and a unit, as papers print them', async () => {
  const [row] = await db.query(
    `SELECT count(*)::int AS people, count(birth_date)::int AS born, count(job_title)::int AS offices,
       count(unit_id)::int AS units FROM person`,
  );
  expect(row).toEqual({ people: 9, born: 9, offices: 9, units: 9 });
});

test('an older register comes in by a command: tried, recorded once, its bad rows named', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-register-'));
  const file = path.join(folder, 'so-cap.csv');
  fs.writeFileSync(
    file,
    [
      'Số vào sổ,Số hiệu,Họ và tên,Ngày sinh,Khóa học,Ngày cấp',
      '1/QĐ-2019,,Lê Văn Sổ,1980,An toàn số,01/02/2019',
      '3/QĐ-2019,,Trần Thị Cũ,1981,An toàn số,01/02/2019',
      '4/QĐ-2019,,,1982,An toàn số,01/02/2019',
    ].join('\n'),
  );
  const bring = (values: Record<string, string | boolean>, ...positionals: string[]) =>
    registerImport.run({
      ...{
        values: { register: 'hp-cntttt/2019', 'entry-pattern': '{seq}/QĐ-{yyyy}', ...values },
        positionals,
      },
      ...{ config: installation.config, app: opened.app, say: () => {} },
    });
  const entries = async () =>
    (await db.query(`SELECT facts #>> '{holder,name}' AS name FROM old_entry`)).length;
  const refused = [{ row: 4, reasons: [expect.stringMatching(/\S/)] }];
  try {
    expect(await bring({ 'dry-run': true }, file)).toMatchObject({
      ...{ dryRun: true, importId: null, recorded: 0, refused },
      numbers: { first: 1, last: 3, missing: 1, doubles: 0 },
    });
    expect(await entries()).toBe(0);
    expect(await bring({}, file)).toMatchObject({ dryRun: false, recorded: 2, refused });
    expect(await entries()).toBe(2);
    expect(await bring({}, file)).toMatchObject({ importId: null, recorded: 0, counts: { same: 2 } });
    expect(await entries()).toBe(2);
    const files = await db.query('SELECT status FROM old_register_import');
    expect(files).toEqual([{ status: 'applied' }]);
    await expect(bring({ register: 'KHONG/2019' }, file)).rejects.toThrow('There is no issuer KHONG');
    await expect(bring({}, path.join(folder, 'khong-co.csv'))).rejects.toThrow('cannot be read');
    fs.writeFileSync(file, 'không phải sổ');
    await expect(bring({}, file)).rejects.toThrow(Refused);
    for (const register of ['HP-CNTTTT', 'HP-CNTTTT/1999', '/2019'])
      await expect(bring({ register }, file)).rejects.toThrow(UsageError);
    await expect(bring({})).rejects.toThrow(UsageError);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
