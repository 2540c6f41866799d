import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { RosterRefused } from '../read-roster.js';
import { check, checkLines, codes, people, workbook } from './roster.testing.js';

describe('where the table is', () => {
  test('a title block of any height, the table away from the corner', async () => {
    const title = Array.from({ length: 23 }, (_, index) => [
      null,
      null,
      `Phần ${index}: căn cứ Kế hoạch số ${index}`,
    ]);
    const report = await checkLines([
      ...title,
      [null, null, 'TT', 'Họ tên', 'Năm sinh', 'Nơi công tác'],
      [null, null, 1, 'Lê Văn An', 1985, 'Xã Vĩnh Thuận'],
    ]);
    expect(people(report)).toEqual(['25 warn Lê Văn An | 11842']);
    expect(report.layout.headerRows).toEqual([24, 24]);
  });

  test('no title block at all', async () => {
    const report = await checkLines([
      ['HỌ VÀ TÊN', 'SỐ ĐT', 'ĐƠN VỊ'],
      ['Lê Văn An', '0912345678', 'Sở Y tế'],
    ]);
    expect(people(report)).toEqual(['2 accept Lê Văn An | 31-SYT']);
  });

  test('a name merged downwards, «Đơn vị» over «Phòng» and «Xã», and a line of column numbers', async () => {
    const report = await checkLines(
      [
        ['UBND THÀNH PHỐ HẢI PHÒNG'],
        ['STT', 'Họ và tên', 'Ngày sinh', 'Đơn vị', null, 'Điện thoại'],
        [null, null, null, 'Phòng', 'Xã'],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
        [1, 'Lê Văn An', '01/02/1985', 'Phòng Kinh tế', 'Vĩnh Thuận', '0912345678'],
        [2, 'Phạm Thị Bình', '03/02/1985', 'Văn phòng', 'UBND xã Tứ Kỳ', '0912345679'],
      ],
      (sheet) => {
        for (const range of ['A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:F3']) sheet.mergeCells(range);
      },
    );
    expect(people(report)).toEqual(['5 accept Lê Văn An | 11842', '6 accept Phạm Thị Bình | 11074']);
    expect(report.layout.columns.map((column) => column.header)).toContain('Đơn vị – Xã');
    expect(report.leftOut.map((one) => one.kind)).toEqual(['numbering']);
  });

  test('a two-line header without merges, day, month and year apart', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Ngày sinh', null, null, 'Giới tính', null, 'Cơ quan'],
      [null, null, 'Ngày', 'Tháng', 'Năm', 'Nam', 'Nữ', null],
      [1, 'Lê Văn An', 5, 3, 1985, 'x', null, 'Sở Tư pháp'],
      [2, 'Phạm Thị Bình', '07', '12', '1990', null, 'X', 'Sở Nội vụ'],
      [3, 'Trần Thị Cúc', null, null, 1991, null, 'x', 'Sở Nội vụ'],
    ]);
    expect(report.rows.map((row) => [row.birthDate, row.gender])).toEqual([
      [{ date: '1985-03-05' }, 'male'],
      [{ date: '1990-12-07' }, 'female'],
      [{ year: 1991 }, 'female'],
    ]);
    expect(codes(report.rows[2])).toEqual(['birth-year-only']);
  });

  test('the birth date under «Nam» or «Nữ», as in old forms', async () => {
    const report = await checkLines(
      [
        ['TT', 'Họ và tên', 'Ngày tháng năm sinh', null, 'Chức danh', 'Đơn vị công tác'],
        [null, null, 'Nam', 'Nữ'],
        [1, 'Lê Văn An', '05/03/1985', null, 'Chuyên viên', 'Sở Y tế'],
        [2, 'Phạm Thị Bình', null, 1990, 'Chuyên viên', 'Sở Y tế'],
      ],
      (sheet) => {
        for (const range of ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2', 'F1:F2']) sheet.mergeCells(range);
      },
    );
    expect(report.rows.map((row) => [row.gender, row.birthDate, row.outcome])).toEqual([
      ['male', { date: '1985-03-05' }, 'accept'],
      ['female', { year: 1990 }, 'warn'],
    ]);
  });

  test('«CCCD» over number, date and place of issue: only the number is read', async () => {
    const report = await checkLines(
      [
        ['STT', 'Họ và tên', 'Căn cước công dân', null, null, 'Đơn vị'],
        [null, null, 'Số', 'Ngày cấp', 'Nơi cấp', null],
        [1, 'Lê Văn An', '031085870724', '01/05/2021', 'Cục CSQLHC về TTXH', 'Sở Y tế'],
      ],
      (sheet) => sheet.mergeCells('C1:E1'),
    );
    expect(report.rows[0]).toMatchObject({ citizenId: '031085870724', outcome: 'accept' });
  });

  test('«Họ và tên» merged over two columns, with and without lines «Họ đệm» and «Tên»', async () => {
    const merged = (sheet: ExcelJS.Worksheet) => sheet.mergeCells('B1:C1');
    const plain = await checkLines(
      [
        ['TT', 'Họ và tên', null, 'Đơn vị'],
        [1, 'Nguyễn Thị Hồng', 'Hà', 'Sở Y tế'],
        [2, 'Trần', 'An', 'Sở Y tế'],
      ],
      merged,
    );
    const named = await checkLines(
      [
        ['TT', 'Họ và tên', null, 'Đơn vị'],
        [null, 'Họ đệm', 'Tên'],
        [1, 'Nguyễn Thị Hồng', 'Hà', 'Sở Y tế'],
      ],
      merged,
    );
    expect(plain.rows.map((row) => row.name)).toEqual(['Nguyễn Thị Hồng Hà', 'Trần An']);
    expect(named.rows.map((row) => row.name)).toEqual(['Nguyễn Thị Hồng Hà']);
  });

  test('«Họ và tên đệm» and «Tên» as two plain columns; a surname «Hồ» is no header', async () => {
    const report = await checkLines([
      ['Số TT', 'Họ và tên đệm', 'Tên', 'Nam', 'Nữ', 'Đơn vị'],
      [1, 'Hồ', 'Nam', 'x', null, 'Sở Y tế'],
      [2, 'Hồ', 'Ngọc Nữ', null, 'x', 'Sở Y tế'],
    ]);
    expect(people(report)).toEqual(['2 accept Hồ Nam | 31-SYT', '3 accept Hồ Ngọc Nữ | 31-SYT']);
  });

  test('group titles above the header are no part of it', async () => {
    const report = await checkLines(
      [
        ['STT', 'THÔNG TIN CÁ NHÂN', null, null, 'THÔNG TIN LIÊN HỆ', null],
        [null, 'Họ tên', 'Ngày, tháng, năm sinh (dd/mm/yyyy)', 'Nơi làm việc', 'SĐT (Zalo)', 'Thư điện tử'],
        [1, 'Lê Văn An', '05/03/1985', 'Sở Y tế', '0912 345 678', 'AN@X.VN'],
      ],
      (sheet) => {
        for (const range of ['A1:A2', 'B1:D1', 'E1:F1']) sheet.mergeCells(range);
      },
    );
    expect(report.rows[0]).toMatchObject({ outcome: 'accept', phone: '0912345678', email: 'an@x.vn' });
  });

  test.each([
    [['Họ và tên', 'Số định danh cá nhân', 'Cơ quan/Đơn vị']],
    [['Họ tên học viên', 'CMND/CCCD', 'Tên đơn vị']],
    [['Họ, chữ đệm và tên khai sinh', 'Số căn cước', 'Cơ quan, đơn vị công tác']],
    [['Ho va ten', 'So CCCD', 'Don vi cong tac']],
    [['HỌ VÀ TÊN\n(chữ in hoa)', 'SỐ CCCD/\nĐỊNH DANH', 'ĐƠN VỊ\nCÔNG TÁC']],
    [['Họ và tên (*)', 'Số thẻ căn cước (12 số)', 'Nơi công tác']],
    [['Họ & tên', 'Mã số định danh', 'Sở, ban, ngành']],
    [['Tên cán bộ', 'Số CMT/CCCD', 'Đ.vị']],
  ])('synonyms: %j', async (header) => {
    const report = await checkLines([header, ['Lê Văn An', '031085870724', 'Sở Y tế']]);
    expect(report.rows[0]).toMatchObject({ name: 'Lê Văn An', citizenId: '031085870724', unitKey: '31-SYT' });
  });

  test('position and unit in one column, phone and e-mail in another', async () => {
    const report = await checkLines([
      ['TT', 'Họ và tên', 'Chức vụ, đơn vị công tác', 'Điện thoại, Email'],
      [1, 'Lê Văn An', 'Phó Chủ tịch UBND xã Vĩnh Thuận', '0912.345.678; an@x.vn'],
      [2, 'Trần Thị Bình', 'Chuyên viên, Sở Y tế', 'binh@x.vn'],
    ]);
    expect(people(report)).toEqual(['2 accept Lê Văn An | 11842', '3 accept Trần Thị Bình | 31-SYT']);
    expect(report.rows[0]).toMatchObject({ phone: '0912345678', email: 'an@x.vn' });
    expect(report.rows[1]).toMatchObject({ jobTitle: 'Chuyên viên', email: 'binh@x.vn' });
  });

  test('a header repeated on each page, and a second table with other columns', async () => {
    const report = await checkLines([
      ['TT', 'Họ và tên', 'Ngày sinh', 'Đơn vị'],
      [1, 'Lê Văn An', '05/03/1985', 'Sở Y tế'],
      ['TT', 'Họ và tên', 'Ngày sinh', 'Đơn vị'],
      [2, 'Lê Văn Bách', '05/03/1986', 'Sở Y tế'],
      ['TT', 'Họ và tên', 'Đơn vị', 'Số điện thoại'],
      [1, 'Lê Văn Cảnh', 'Xã Tứ Kỳ', '0912345678'],
    ]);
    expect(people(report)).toEqual([
      '2 accept Lê Văn An | 31-SYT',
      '4 accept Lê Văn Bách | 31-SYT',
      '6 accept Lê Văn Cảnh | 11074',
    ]);
  });

  test('the position «Cán bộ» is no header', async () => {
    const report = await checkLines([
      ['Họ và tên', 'Giới tính', 'Chức vụ', 'Đơn vị'],
      ['Lê Văn An', 'Nam', 'Cán bộ', 'Sở Y tế'],
      ['Lê Thị Bình', 'Nữ', 'Cán bộ', 'Sở Y tế'],
    ]);
    expect(report.rows.map((row) => row.name)).toEqual(['Lê Văn An', 'Lê Thị Bình']);
  });

  test('of several sheets the visible one with people; the others are named', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Hướng dẫn').addRows([['Cột'], ['Họ và tên'], ['Ghi đủ họ, đệm, tên']]);
    book.addWorksheet('Danh mục', { state: 'hidden' }).addRows([
      ['Họ và tên', 'Đơn vị'],
      ['Mẫu Một', 'Sở Y tế'],
      ['Mẫu Hai', 'Sở Y tế'],
      ['Mẫu Ba', 'Sở Y tế'],
    ]);
    book.addWorksheet('DS 1').addRows([
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn An', 'Sở Y tế'],
      ['Lê Văn Bách', 'Sở Y tế'],
    ]);
    book.addWorksheet('DS 2').addRows([
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn Cảnh', 'Sở Y tế'],
    ]);
    const file = Buffer.from(await book.xlsx.writeBuffer());
    const report = await check(file);
    expect([report.layout.sheet, report.rows.length, report.layout.otherSheets]).toEqual([
      'DS 1',
      2,
      ['DS 2'],
    ]);
    const second = await check(file, { mapping: { sheet: 'DS 2' } });
    expect(second.rows.map((row) => row.name)).toEqual(['Lê Văn Cảnh']);
    await expect(check(file, { mapping: { sheet: 'Không có' } })).rejects.toThrow(RosterRefused);
  });

  test('a mapping made by hand wins, and can read what has no header', async () => {
    const file = await workbook([
      ['Danh sách lớp', 'x'],
      ['Người', 'Mã', 'Chỗ làm'],
      ['Lê Văn An', '031085870724', 'Sở Y tế'],
    ]);
    await expect(check(file)).rejects.toMatchObject({ code: 'roster.header-not-found' });
    const columns = { 0: 'fullName', 1: 'citizenId', 2: 'unit' } as const;
    const report = await check(file, { mapping: { headerRow: 2, columns } });
    expect(report.rows[0]).toMatchObject({
      name: 'Lê Văn An',
      citizenId: '031085870724',
      unitKey: '31-SYT',
      row: 3,
    });
    expect(report.layout.columns[1]).toEqual({ column: 1, header: 'Mã', field: 'citizenId' });
  });
});
