import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import type { DataSource } from 'typeorm';
import { Classes, Programme, TrainingClass } from '#enrolment';
import { Units } from '#organisation';
import { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import { TestDatabase } from '#platform/testing';
import { ReportClasses } from '../scope/report-classes.js';
import { ReportRequests } from '../scope/report-request.js';
import { ReportScopes } from '../scope/report-scope.js';
import { TrainingFactory } from '../testing/training.factory.js';
import { ClassExport, type ExportFormat } from './class-export.js';
import { OperatorExport } from './operator-export.js';

let database: TestDatabase;
let db: DataSource;
let exporter: OperatorExport;
let requests: ReportRequests;
let classExport: ClassExport;
let classId: string;
const folder = mkdtempSync(path.join(os.tmpdir(), 'hocvuso-export-'));

/** Names that a spreadsheet would run, and letters that break careless writers. */
const NASTY = [
  '=HYPERLINK("http://x.example","Bấm vào")',
  '+84912345678',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(A1:A9)',
  '\tTab đứng đầu',
  '\rXuống dòng',
  'Dấu "nháy", phẩy; và\nxuống dòng',
  'Sọc \\ và \\N và <thẻ> & "',
];

beforeAll(async () => {
  database = await TestDatabase.create();
  db = await database.connect([Programme, TrainingClass]);
  const make = new TrainingFactory(db);
  await make.unit('vn', 'Việt Nam', 'country');
  await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  const [tan, vinh] = [
    await make.unit('vn.31.00123', 'Xã Tân Minh'),
    await make.unit('vn.31.11311', '=Xã Vĩnh Am'),
  ];
  classId = await make.trainingClass(tan, { code: '1.1' });
  for (const name of [
    'Vũ Thùy Ánh',
    'Trần Đình An',
    'Đặng Thị Ân',
    'Lê Văn Ấn',
    'Đỗ Quang Đạt',
    'Lê Thị Dung',
    ...NASTY,
  ]) {
    const enrolment = await make.enrolment(await make.person(name, tan, name), classId, tan, {
      enrolledAt: '2026-04-06T17:30:00Z',
      startedAt: '2026-04-08T02:00:00Z',
      passedAt: '2026-05-02T02:00:00Z',
      completedAt: '2026-05-03T02:00:00Z',
      bestScoreBp: 9458,
    });
    await make.certificate(enrolment, '2026-05-04T02:00:00Z');
  }
  await make.enrolment(await make.person('Người Xã Khác', vinh), classId, vinh);
  await make.enrolment(await make.person('Người Không Đơn Vị'), classId, null, {
    startedAt: '2026-04-08T02:00:00Z',
    bestScoreBp: 1,
  });
  await make.enrolment(await make.person('Người Đã Rút', vinh), classId, vinh, { status: 'withdrawn' });

  const classes = new ReportClasses(db, new Classes(db));
  classExport = new ClassExport(new Clock(), { databaseUrl: database.url } as Config);
  requests = new ReportRequests(classes, new Units(db));
  exporter = new OperatorExport(classes, new ReportScopes(db), requests, classExport);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.destroy();
  await database.drop();
});

async function write(format: ExportFormat, unit?: string) {
  const file = path.join(folder, `${format}-${unit ?? 'all'}.${format}`);
  const { totals } = await exporter.write({ class: '1.1', format, file, unit });
  return { file, totals };
}

const csvRows = (file: string): Record<string, string>[] =>
  parse(readFileSync(file), { columns: true, bom: true });

async function workbook(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

const FORMULA = /^[=+\-@\t\r\n\0]/;

describe('CSV', () => {
  test('begins with a byte order mark and Vietnamese headings, and says no more of a person than it must', async () => {
    const { file } = await write('csv');
    expect(readFileSync(file).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(Object.keys(csvRows(file)[0]!)).toEqual([
      'Họ và tên',
      'Chức vụ',
      'Đơn vị',
      'Mã đơn vị',
      'Thuộc',
      'Nhóm đối tượng',
      'Cách ghi danh',
      'Trạng thái',
      'Số bài đã học',
      'Tổng số bài',
      'Ngày ghi danh',
      'Ngày bắt đầu',
      'Điểm cao nhất (%)',
      'Ngày đạt bài kiểm tra',
      'Ngày hoàn thành',
      'Số giấy chứng nhận',
      'Ngày cấp giấy',
    ]);
  });

  test('no cell begins like a formula, and what was typed is still there', async () => {
    const rows = csvRows((await write('csv')).file);
    for (const row of rows) for (const value of Object.values(row)) expect(value).not.toMatch(FORMULA);
    const names = rows.map((row) => row['Họ và tên']);
    for (const name of NASTY) expect(names).toContain(FORMULA.test(name) ? `'${name}` : name);
  });

  test('days are those of Vietnam, scores have two digits, codes keep their zeros', async () => {
    const row = csvRows((await write('csv')).file).find((each) => each['Họ và tên'] === 'Trần Đình An')!;
    expect(row).toMatchObject({
      'Mã đơn vị': '00123',
      Thuộc: 'Thành phố Hải Phòng',
      'Ngày ghi danh': '2026-04-07',
      'Điểm cao nhất (%)': '94.58',
      'Trạng thái': 'Đã cấp giấy chứng nhận',
      'Ngày cấp giấy': '2026-05-04',
    });
  });

  test('people of a unit follow each other by given name in Vietnamese order', async () => {
    const names = csvRows((await write('csv')).file).map((row) => row['Họ và tên']!);
    const plain = names.filter((name) => /(Ánh|An|Ân|Ấn|Đạt|Dung)$/.test(name));
    expect(plain).toEqual([
      'Trần Đình An',
      'Vũ Thùy Ánh',
      'Đặng Thị Ân',
      'Lê Văn Ấn',
      'Lê Thị Dung',
      'Đỗ Quang Đạt',
    ]);
  });
});

describe('XLSX', () => {
  test('opens elsewhere: headings, typed cells, a frozen and filtered first row', async () => {
    const sheet = (await workbook((await write('xlsx')).file)).getWorksheet('Danh sách')!;
    expect(sheet.getRow(1).getCell(1).value).toBe('Họ và tên');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBe(`A1:Q${sheet.rowCount}`);
    const row = sheet.getRows(2, 20)!.find((each) => each.getCell(1).value === 'Trần Đình An')!;
    expect(row.getCell(4).value).toBe('00123');
    expect(row.getCell(11).value).toEqual(new Date('2026-04-07T00:00:00Z'));
    expect(row.getCell(13).value).toBe(0.9458);
    expect(row.getCell(13).numFmt).toBe('0.00%');
    expect(row.getCell(10).value).toBe(9);
  });

  test('no cell of any sheet begins like a formula or is one', async () => {
    const book = await workbook((await write('xlsx')).file);
    let cells = 0;
    book.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          cells += 1;
          expect(cell.formula).toBeUndefined();
          if (typeof cell.value === 'string') expect(cell.value).not.toMatch(FORMULA);
        }),
      ),
    );
    expect(cells).toBeGreaterThan(200);
    const names = book.getWorksheet('Danh sách')!.getColumn(1).values;
    for (const name of NASTY) expect(names).toContain(FORMULA.test(name) ? `'${name}` : name);
  });

  test('the totals are those of an SQL count, for all and for each unit', async () => {
    const { file, totals } = await write('xlsx');
    const [truth] = await db.query(
      `SELECT count(*)::int AS enrolled, count(started_at)::int AS started, count(passed_at)::int AS passed,
              count(completed_at)::int AS completed, floor(avg(best_score_bp))::int AS "averageBp"
       FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn'`,
      [classId],
    );
    expect(totals).toEqual({ ...truth, certified: truth.completed });
    const sheet = (await workbook(file)).getWorksheet('Tổng hợp')!;
    const row = (name: string) =>
      sheet.getRows(1, sheet.rowCount)!.find((each) => each.getCell(1).value === name)!;
    const counts = (name: string) => [3, 4, 5, 6, 7, 8].map((at) => row(name).getCell(at).value);
    expect(counts('Tất cả')).toEqual([
      truth.enrolled,
      truth.started,
      truth.passed,
      truth.completed,
      truth.completed,
      truth.averageBp / 10_000,
    ]);
    expect(counts('Xã Tân Minh')).toEqual([14, 14, 14, 14, 14, 0.9458]);
    expect(counts("'=Xã Vĩnh Am")).toEqual([1, 0, 0, 0, 0, null]);
    expect(counts('Chưa rõ đơn vị')).toEqual([1, 1, 0, 0, 0, 0.0001]);
  });

  test('both formats tell of the same people, and a unit of its own only', async () => {
    const names = async (unit?: string) => {
      const sheet = (await workbook((await write('xlsx', unit)).file)).getWorksheet('Danh sách')!;
      return (sheet.getColumn(1).values as (string | undefined)[]).slice(2);
    };
    const csvNames = (file: string) => csvRows(file).map((row) => row['Họ và tên']);
    expect(await names()).toEqual(csvNames((await write('csv')).file));
    expect(await names('11311')).toEqual(['Người Xã Khác']);
    expect(csvNames((await write('csv', '11311')).file)).toEqual(['Người Xã Khác']);
  });
});

describe('stopping half-way', () => {
  const asked = async (format: ExportFormat) => {
    const scope = await new ReportScopes(db).everything();
    const request = await requests.resolve(scope, classId, {});
    return { ...request, training: request.training!, state: 'enrolled', format, locale: 'vi' } as const;
  };
  const sessions = async (): Promise<number> =>
    (
      await db.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'hocvuso-export' AND datname = current_database()`,
      )
    )[0].n;

  test.each(['csv', 'xlsx'] as const)(
    'a %s export that is called off fails with the reason and lets go of the database',
    async (format) => {
      const { content } = await classExport.open(await asked(format), async () => {
        throw new Error('called off');
      });
      await expect(
        (async () => {
          for await (const _ of content);
        })(),
      ).rejects.toThrow('called off');
      await letGo();
    },
  );

  test.each(['csv', 'xlsx'] as const)(
    'a reader of %s that goes away lets go of the database',
    async (format) => {
      const { content } = await classExport.open(await asked(format), async () => {});
      content.destroy();
      await letGo();
    },
  );

  test('a file that could not be finished is not there', async () => {
    const file = path.join(folder, 'missing', 'x.csv');
    await expect(exporter.write({ class: classId, format: 'csv', file })).rejects.toThrow('ENOENT');
    expect(existsSync(file)).toBe(false);
    await letGo();
  });

  async function letGo(): Promise<void> {
    for (let waited = 0; waited < 3000 && (await sessions()) > 0; waited += 20) await setTimeout(20);
    expect(await sessions()).toBe(0);
  }
});

test('a class that is not there, by code or id', async () => {
  await expect(
    exporter.write({ class: 'lop-nao-do', format: 'csv', file: path.join(folder, 'x') }),
  ).rejects.toMatchObject({
    code: 'reporting.no-such-class',
  });
});
