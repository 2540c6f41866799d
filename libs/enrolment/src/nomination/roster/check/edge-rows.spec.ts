import { describe, expect, test } from '@jest/globals';
import { checkLines, codes, notices, people } from './roster.testing.js';

const HEADER = ['STT', 'Họ và tên', 'Ngày sinh', 'Đơn vị', 'Số điện thoại'];

describe('lines of a form that are no people', () => {
  test('hints and a model line under the header', async () => {
    const report = await checkLines([
      HEADER,
      [null, 'Ghi đầy đủ', 'dd/mm/yyyy', 'Tên đơn vị', '10 số'],
      ['VD', 'Nguyễn Văn A', '01/01/1990', 'Sở Y tế', '0912345678'],
      [1, 'Lê Văn An', '01/02/1990', 'Sở Y tế', '0912345679'],
    ]);
    expect(people(report)).toEqual(['4 accept Lê Văn An | 31-SYT']);
    expect(report.leftOut.map((one) => one.kind)).toEqual(['example', 'example']);
  });

  test('a heading among numbered people, and a person in a list without numbers', async () => {
    const numbered = await checkLines([
      HEADER,
      [1, 'Lê Văn An', '01/02/1990', 'Sở Y tế'],
      [null, 'Lãnh đạo phòng'],
      [2, 'Lê Văn Bách', '01/02/1991', 'Sở Y tế'],
    ]);
    expect(numbered.rows.map((row) => row.row)).toEqual([2, 4]);
    const plain = await checkLines([
      ['Họ và tên', 'Ngày sinh'],
      ['UBND xã Tứ Kỳ'],
      ['Lê Văn An'],
      ['Lê Văn Bách'],
    ]);
    expect(people(plain)).toEqual(['3 warn Lê Văn An | 11074', '4 warn Lê Văn Bách | 11074']);
  });

  test('a second line of the same person, under a name merged over both', async () => {
    const report = await checkLines(
      [
        HEADER,
        [1, 'Lê Văn An', '01/02/1990', 'Sở Y tế', '0912345678'],
        [null, null, null, null, '0912345679'],
        [2, 'Lê Văn Bách', '01/02/1991', 'Sở Y tế', '0912345670'],
      ],
      (sheet) => {
        for (const range of ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3']) sheet.mergeCells(range);
      },
    );
    expect(report.rows.map((row) => row.row)).toEqual([2, 4]);
    expect(report.leftOut).toEqual([{ row: 3, kind: 'continuation', text: '0912345679' }]);
  });

  test('a date of signing in the column of ids', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Số CCCD', 'Đơn vị'],
      [1, 'Lê Văn An', '031090123456', 'Sở Y tế'],
      [null, null, 'Hải Phòng, ngày 20 tháng 11 năm 2026'],
      [null, null, 'Ngày 20/11/2026'],
    ]);
    expect(report.rows.map((row) => row.row)).toEqual([2]);
  });

  test('people whose names begin like a footer', async () => {
    const names = ['Lưu Văn An', 'Tống Công Minh', 'Lưu Ý Nhi', 'Tống Thị 2', 'Chu Tịch An', 'Giám Thị Đốc'];
    const report = await checkLines([['Họ và tên', 'Đơn vị'], ...names.map((name) => [name, 'Sở Y tế'])]);
    expect(report.rows.map((row) => row.name)).toEqual(names);
  });

  test('numbers written before the names', async () => {
    const report = await checkLines([
      ['Họ và tên', 'Đơn vị'],
      ['1. LÊ VĂN AN', 'Sở Y tế'],
      ['2) Lê Văn Bách', 'Sở Y tế'],
    ]);
    expect(report.rows.map((row) => row.name)).toEqual(['Lê Văn An', 'Lê Văn Bách']);
  });
});

describe('sections that end', () => {
  test('a numbered section that names no unit ends the one above; a plain line does not', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Ngày sinh'],
      ['I', 'UBND xã Tứ Kỳ'],
      [1, 'Lê Văn An', '01/02/1990'],
      [null, 'Công chức'],
      [2, 'Lê Văn Bách', '01/02/1991'],
      ['II', 'Đoàn Thanh niên thành phố'],
      [1, 'Lê Văn Cảnh', '01/02/1992'],
    ]);
    expect(people(report)).toEqual([
      '3 accept Lê Văn An | 11074',
      '5 accept Lê Văn Bách | 11074',
      '7 reject Lê Văn Cảnh | -',
    ]);
  });
});

describe('columns', () => {
  test('of an office and a mobile number in two columns the mobile is used, the other kept', async () => {
    const report = await checkLines([
      ['Họ và tên', 'Đơn vị', 'Điện thoại cơ quan', 'Điện thoại di động'],
      ['Lê Văn An', 'Sở Y tế', '0225.3842345', 912345678],
    ]);
    expect(report.rows[0]).toMatchObject({ phone: '0912345678', otherPhones: ['02253842345'] });
  });

  test('columns with a blank or an unknown header are read by what stands in them', async () => {
    const people = Array.from({ length: 6 }, (_, index) => [
      index + 1,
      `Lê Văn ${'ABCDEG'[index]}`,
      `0${index + 1}/02/1990`,
      index % 2 ? 'UBND xã Tứ Kỳ' : 'Sở Y tế',
      `03109012345${index}`,
      `091234567${index}`,
      `a${index}@x.vn`,
      '01/05/2021',
    ]);
    const report = await checkLines([
      ['STT', 'Họ và tên', null, 'Thuộc', 'Dãy số', 'Gọi số', null, 'Ngày cấp', 'Chức vụ'],
      ...people,
      [
        7,
        'Lê Văn H',
        '01/02/1990',
        'UBND phường Trăng Tròn',
        '031090123459',
        '0912345679',
        'a9@x.vn',
        '01/05/2021',
      ],
    ]);
    expect(report.rows[1]).toMatchObject({
      birthDate: { date: '1990-02-02' },
      unitKey: '11074',
      citizenId: '031090123451',
      phone: '0912345671',
      email: 'a1@x.vn',
    });
    expect(codes(report.rows[6])).toEqual(['unit-unknown']);
    expect(report.layout.columns.find((column) => column.column === 2)).toEqual({
      column: 2,
      header: 'C',
      field: 'birthDate',
    });
  });

  test('a correction typed on review is read in place of the cell', async () => {
    const lines = [
      ['Họ và tên', 'Ngày sinh', 'Đơn vị'],
      ['Lê Văn An', '31/02/1990', 'UBND phường Trăng Tròn'],
    ];
    const report = await checkLines(lines, undefined, {
      corrections: { 2: { 1: '28/02/1990', 2: 'Sở Y tế' } },
    });
    expect(report.rows[0]).toMatchObject({
      outcome: 'accept',
      birthDate: { date: '1990-02-28' },
      unitKey: '31-SYT',
    });
  });

  test('two tables side by side are refused, for a row would hold two people', async () => {
    const lines = [
      ['STT', 'Họ và tên', 'Đơn vị', 'STT', 'Họ và tên', 'Đơn vị'],
      [1, 'Lê Văn An', 'Sở Y tế', 2, 'Lê Văn Bách', 'Sở Nội vụ'],
    ];
    await expect(checkLines(lines)).rejects.toMatchObject({ code: 'roster.tables-side-by-side' });
  });

  test('a later name column is somebody else', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Đơn vị', 'Họ tên người liên hệ', 'Điện thoại'],
      [1, 'Lê Văn An', 'Sở Y tế', 'Trần Thị Bình', '0912345678'],
    ]);
    expect(report.rows[0]?.name).toBe('Lê Văn An');
  });
});

describe('dates that Excel may have swapped', () => {
  const lines = (days: number[]) =>
    days.map((day, index) => [
      `Người Thứ ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index]}`,
      day > 12 ? `${day}/03/1980` : new Date(Date.UTC(1980, 2, day)),
      'Sở Y tế',
    ]);
  const header = ['Họ và tên', 'Ngày sinh', 'Đơn vị'];
  const suspicious = [13, 14, 15, 16, 17, 18, 19, 20, 1, 2, 4, 5, 6, 7, 8, 9];

  test('are pointed out where all texts are past the 12th and no date cell is', async () => {
    const report = await checkLines([header, ...lines(suspicious)]);
    expect(report.counts).toEqual({ accept: 8, warn: 8, reject: 0, skip: 0 });
    expect(codes(report.rows[8])).toEqual(['birth-date-swapped']);
    expect(report.rows[8]?.messages[0]?.params).toEqual({ value: '01/03/1980', other: '03/01/1980' });
  });

  test('not where one text or one cell speaks against it', async () => {
    const text = [['Người Khác', '05/03/1980', 'Sở Y tế']];
    const cell = [['Người Khác', new Date(Date.UTC(1980, 2, 20)), 'Sở Y tế']];
    for (const more of [text, cell]) {
      const report = await checkLines([header, ...lines(suspicious), ...more]);
      expect(report.counts.warn).toBe(0);
    }
  });
});

describe('hostile content', () => {
  test('very long cells are cut and cost no time', async () => {
    const long = ', ngày tháng '.repeat(2_500);
    const started = Date.now();
    const report = await checkLines([
      HEADER,
      ...Array.from({ length: 20 }, (_, index) => [index + 1, long, long, long, long]),
    ]);
    expect(report.counts.reject).toBe(20);
    expect(report.rows[0]?.name.length).toBeLessThanOrEqual(120);
    expect(JSON.stringify(report).length).toBeLessThan(200_000);
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  test('scripts and formulas stay the text they are', async () => {
    const report = await checkLines([
      [...HEADER, 'Chức vụ', 'Ghi chú'],
      [
        1,
        'Lê Văn An',
        '01/02/1990',
        'Sở Y tế',
        '0912345678',
        '<script>alert(1)</script>',
        '=cmd|"/c calc"!A1',
      ],
    ]);
    expect(report.rows[0]).toMatchObject({
      outcome: 'accept',
      jobTitle: '<script>alert(1)</script>',
      note: '=cmd|"/c calc"!A1',
    });
    expect(notices(report.rows[0])).toEqual([]);
  });
});
