import { describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { type CellValue, cellText, isDateCell } from '#platform/spreadsheet';
import { type RosterReport, readTable } from '../read-roster.js';
import { check, fixture, workbook } from './roster.testing.js';

type Person = Record<
  'name' | 'birth' | 'gender' | 'job' | 'unit' | 'id' | 'phone' | 'email' | 'note',
  CellValue | undefined
>;
type Line = ExcelJS.CellValue[];

/** The 240 people of the sample as cells, so that they can be laid out in other ways. */
const [sheet] = await readTable(fixture('roster-hai-phong-2026.xlsx'));
const people: Person[] = sheet!.rows
  .filter((row) => row.number >= 8 && row.number <= 247)
  .map(({ cells: [, name, birth, gender, job, unit, id, phone, email, note] }) => ({
    name,
    birth,
    gender,
    job,
    unit,
    id,
    phone,
    email,
    note,
  }));
const expected = await check(fixture('roster-hai-phong-2026.xlsx'));

const cell = (value: CellValue | undefined): ExcelJS.CellValue =>
  isDateCell(value) ? new Date(`${value.date}T00:00:00Z`) : ((value as string | number | undefined) ?? null);
const text = (value: CellValue | undefined) => cellText(value);

/** What must not depend on the layout. */
function essence(report: RosterReport) {
  return report.rows.map(
    ({
      outcome,
      name,
      birthDate,
      gender,
      citizenId,
      oldIdNumber,
      phone,
      email,
      jobTitle,
      unitKey,
      messages,
    }) => ({
      outcome,
      name,
      birthDate,
      gender,
      citizenId,
      oldIdNumber,
      phone,
      email,
      jobTitle,
      unitKey,
      codes: messages.map((message) => message.code),
    }),
  );
}

async function expectSame(lines: Line[], shape?: (sheet: ExcelJS.Worksheet) => void): Promise<RosterReport> {
  const report = await check(await workbook(lines, shape), { provinceCode: undefined });
  expect(report.counts).toEqual(expected.counts);
  expect(essence(report)).toEqual(essence(expected));
  return report;
}

const TITLE: Line[] = [['UBND THÀNH PHỐ HẢI PHÒNG'], ['TRUNG TÂM CNTT VÀ TRUYỀN THÔNG']];

describe('the 240 people of the sample in other layouts give the same result', () => {
  test('columns in another order under other names, no numbering', async () => {
    await expectSame([
      ...TITLE,
      [
        'Cơ quan/Đơn vị',
        'Thư điện tử',
        'Số định danh/CMND',
        'Họ, đệm và tên',
        'Phái',
        'Vị trí việc làm',
        'SĐT liên hệ',
        'Ngày/tháng/năm sinh',
        'Dân tộc',
      ],
      ...people.map((one) => [
        cell(one.unit),
        cell(one.email),
        cell(one.id),
        cell(one.name),
        cell(one.gender),
        cell(one.job),
        cell(one.phone),
        cell(one.birth),
        'Kinh',
      ]),
      [null, null, null, 'NGƯỜI LẬP'],
      [null, null, null, 'Nguyễn Thị Lập'],
    ]);
  });

  test('two-line header, name in two columns, gender by tick, column numbers below', async () => {
    const report = await expectSame(
      [
        ...TITLE,
        [],
        [
          'TT',
          'Họ và tên',
          null,
          'Giới tính',
          null,
          'Công tác',
          null,
          'Giấy tờ và liên hệ',
          null,
          null,
          'Ngày sinh',
        ],
        [null, 'Họ đệm', 'Tên', 'Nam', 'Nữ', 'Chức vụ', 'Đơn vị', 'Số CCCD', 'Điện thoại', 'Email'],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)', '(9)', '(10)', '(11)'],
        ...people.map((one, index) => {
          const words = text(one.name).trim().split(/\s+/);
          const given = words.pop() ?? null;
          const ticks = one.gender === 'Nam' ? ['x', null] : [null, 'x'];
          return [
            index + 1,
            words.join(' '),
            given,
            ...ticks,
            cell(one.job),
            cell(one.unit),
            cell(one.id),
            cell(one.phone),
            cell(one.email),
            cell(one.birth),
          ];
        }),
        ['Tổng cộng: 240 người'],
      ],
      (page) => {
        for (const range of ['A4:A5', 'B4:C4', 'D4:E4', 'F4:G4', 'H4:J4', 'K4:K5', 'A247:K247'])
          page.mergeCells(range);
      },
    );
    expect(report.rows[0]?.row).toBe(7);
  });

  test('day, month and year apart', async () => {
    await expectSame([
      ...TITLE,
      [
        'STT',
        'Họ và tên',
        'Ngày, tháng, năm sinh',
        null,
        null,
        'Giới tính',
        'Chức danh',
        'Nơi công tác',
        'Số căn cước',
        'Di động',
        'Hộp thư',
      ],
      [null, null, 'Ngày', 'Tháng', 'Năm'],
      ...people.map((one, index) => {
        const date = text(one.birth).split('/');
        const parts = date.length === 3 ? date.map((part) => Number(part)) : [null, null, Number(date[0])];
        return [
          index + 1,
          cell(one.name),
          ...parts,
          cell(one.gender),
          cell(one.job),
          cell(one.unit),
          cell(one.id),
          cell(one.phone),
          cell(one.email),
        ];
      }),
    ]);
  });

  test('the birth date under «Nam» and «Nữ», rows grouped in sections with subtotals and repeated headers', async () => {
    const header = [
      'Số TT',
      'HỌ VÀ TÊN',
      'NĂM SINH',
      null,
      'CHỨC VỤ',
      'ĐƠN VỊ',
      'SỐ CCCD',
      'ĐIỆN THOẠI',
      'EMAIL',
    ];
    const groups = [people.slice(0, 100), people.slice(100, 180), people.slice(180)];
    const lines = groups.flatMap((group, number) => [
      ...(number === 0 ? [] : [header, [null, null, 'Nam', 'Nữ']]),
      [`${'ABC'[number]}. Khối thứ ${number + 1}`],
      ...group.map((one, index) => {
        const dates = one.gender === 'Nam' ? [cell(one.birth), null] : [null, cell(one.birth)];
        return [
          index + 1,
          cell(one.name),
          ...dates,
          cell(one.job),
          cell(one.unit),
          cell(one.id),
          cell(one.phone),
          cell(one.email),
        ];
      }),
      [null, `Cộng: ${group.length} người`],
    ]);
    await expectSame([...TITLE, header, [null, null, 'Nam', 'Nữ'], ...lines]);
  });

  test('CSV, where a number is no longer a number', async () => {
    const quote = (value: CellValue | undefined) => `"${text(value).replaceAll('"', '""')}"`;
    const lines = [
      'UBND THÀNH PHỐ HẢI PHÒNG;;;;;;;',
      'Họ tên;Ngày sinh;Giới tính;Chức vụ;Đơn vị;CCCD;SĐT;Email',
      ...people.map((one) =>
        [one.name, one.birth, one.gender, one.job, one.unit, one.id, one.phone, one.email]
          .map(quote)
          .join(';'),
      ),
    ];
    const report = await check(Buffer.from(`\uFEFF${lines.join('\r\n')}`), { provinceCode: undefined });
    expect(essence(report)).toEqual(essence(expected));
  });
});
