import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { RosterRefused } from '../read-roster.js';
import { check, checkLines, codes, notices, people, workbook } from './roster.testing.js';

const NONE: null[] = [];

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

describe('what is not a person', () => {
  test('blank rows inside, numbered rows without content, totals and signature blocks', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Ngày sinh', 'Chức vụ', 'Đơn vị', 'Số CCCD'],
      [1, 'Lê Văn An', '05/03/1985', 'Giám đốc', 'Sở Y tế', null],
      NONE,
      [2, 'Lê Văn Bách', '05/03/1986', 'Chủ tịch', 'Xã Tứ Kỳ', null],
      [3],
      [null, 'Tổng cộng:', 2],
      ['Ấn định danh sách có 02 người./.'],
      [null, null, null, null, 'Hải Phòng, ngày 20 tháng 11 năm 2026'],
      [null, 'NGƯỜI LẬP BIỂU', null, null, null, 'KT. GIÁM ĐỐC'],
      [null, '(Ký, ghi rõ họ tên)', null, null, null, 'PHÓ GIÁM ĐỐC'],
      NONE,
      [null, 'Trần Thị Lập', null, null, null, 'Phạm Văn Ký'],
      ['Nơi nhận:'],
      ['- Như trên;'],
      ['- Lưu: VT.'],
    ]);
    expect(report.rows.map((row) => row.row)).toEqual([2, 4]);
    expect(report.counts).toEqual({ accept: 2, warn: 0, reject: 0, skip: 0 });
    expect(report.leftOut.map((one) => one.row)).toEqual([6, 7, 8, 9, 10, 12, 13, 14, 15]);
  });

  test('a person without a name is a person, with or without a number', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Ngày sinh', 'Đơn vị'],
      [1, null, '05/03/1985', 'Sở Y tế'],
      [null, null, '05/03/1986', 'Sở Y tế'],
    ]);
    expect(report.rows.map((row) => codes(row))).toEqual([['name-missing'], ['name-missing']]);
  });

  test('subtotals inside the list do not end it', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Đơn vị'],
      [1, 'Lê Văn An', 'Sở Y tế'],
      [null, 'Cộng: 1 người'],
      [2, 'Lê Văn Bách', 'Sở Nội vụ'],
    ]);
    expect(report.rows.map((row) => row.row)).toEqual([2, 4]);
  });

  test('sections give their unit to the rows below that name none', async () => {
    const report = await checkLines(
      [
        ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị'],
        ['A', 'Khối sở, ngành'],
        [1, 'Lê Văn An', 'Chuyên viên', 'Sở Y tế'],
        [2, 'Lê Văn Bách', 'Chuyên viên'],
        ['B. Khối xã, phường'],
        ['I', 'UBND xã Vĩnh Thuận (02 người)'],
        [1, 'Lê Văn Cảnh', 'Chuyên viên'],
        [2, 'Lê Văn Dân', 'Chuyên viên', 'Phòng Kinh tế'],
        ['II. UBND phường Trăng Tròn'],
        [1, 'Lê Văn Em', 'Chuyên viên'],
      ],
      (sheet) => {
        for (const range of ['A5:D5', 'A9:D9']) sheet.mergeCells(range);
      },
    );
    expect(people(report)).toEqual([
      '3 accept Lê Văn An | 31-SYT',
      '4 reject Lê Văn Bách | -',
      '7 accept Lê Văn Cảnh | 11842',
      '8 accept Lê Văn Dân | 11842',
      '10 reject Lê Văn Em | -',
    ]);
    expect(report.rows.map((row) => codes(row)[0])).toEqual([
      undefined,
      'unit-missing',
      undefined,
      undefined,
      'unit-unknown',
    ]);
    expect(notices(report.rows[2])).toContain('unit-from-section');
  });

  test('sections where there is no unit column at all', async () => {
    const report = await checkLines([
      ['STT', 'Họ và tên', 'Ngày sinh'],
      ['Sở Y tế'],
      [1, 'Lê Văn An', '05/03/1985'],
      ['Xã Tứ Kỳ'],
      [1, 'Lê Văn Bách', '05/03/1986'],
    ]);
    expect(people(report)).toEqual(['3 accept Lê Văn An | 31-SYT', '5 accept Lê Văn Bách | 11074']);
  });
});

describe('whose list it is', () => {
  test('a commune that sends its own list needs no unit column, and its offices are its own', async () => {
    const lines = [
      ['ỦY BAN NHÂN DÂN', null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      ['XÃ MAO ĐIỀN', null, null, 'Hải Phòng, ngày 5 tháng 9 năm 2026'],
      ['STT', 'Họ và tên', 'Ngày sinh', 'Phòng, ban'],
      [1, 'Lê Văn An', '05/03/1985', 'Phòng Văn hóa - Xã hội'],
      [2, 'Lê Văn Bách', '05/03/1986', 'Văn phòng HĐND và UBND'],
      [3, 'Lê Văn Cảnh', '05/03/1987', null],
    ];
    const report = await checkLines(lines, undefined, { provinceCode: undefined });
    expect(report.layout).toMatchObject({
      province: { code: '31', from: 'title' },
      sender: { name: 'Xã Mao Điền' },
    });
    expect(new Set(report.rows.map((row) => row.unitKey))).toEqual(new Set(['10930']));
    expect(report.counts.accept).toBe(3);
  });

  test('the code of a commune stands for its province and for the sender', async () => {
    const lines = [
      ['Họ và tên', 'Ngày sinh', 'Đơn vị'],
      ['Lê Văn An', '05/03/1985', 'Phòng Kinh tế'],
      ['Lê Văn Bách', '05/03/1986', 'Sở Y tế'],
    ];
    const report = await checkLines(lines, undefined, { provinceCode: '11842' });
    expect(report.layout.province).toMatchObject({ code: '31', from: 'given' });
    expect(report.rows.map((row) => row.unitKey)).toEqual(['11842', '31-SYT']);
  });

  test('a department in the title does not fill empty cells of a unit column', async () => {
    const report = await checkLines([
      ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
      ['Họ và tên', 'Ngày sinh', 'Đơn vị'],
      ['Lê Văn An', '05/03/1985', null],
    ]);
    expect(codes(report.rows[0])).toEqual(['unit-missing']);
  });

  test('but it is the unit where the list has no such column', async () => {
    const report = await checkLines([
      ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
      ['Họ và tên', 'Ngày sinh'],
      ['Lê Văn An', '05/03/1985'],
    ]);
    expect(report.rows[0]).toMatchObject({ unitKey: '31-SKHCN', outcome: 'accept' });
  });

  test.each([
    [['UBND TỈNH HƯNG YÊN'], '33'],
    [['TP. HỒ CHÍ MINH'], '79'],
    [['SỞ Y TẾ THANH HÓA'], '38'],
    [['UBND XÃ ĐỒNG TIẾN', 'Thanh Hóa, ngày 01 tháng 8 năm 2026'], '38'],
    [['UBND PHƯỜNG TRẦN NHÂN TÔNG'], '31'],
  ])('the province of the title %j', async (title, code) => {
    const report = await checkLines(
      [...title.map((text) => [text]), ['Họ và tên', 'Chức vụ'], ['Lê Văn An', 'Chuyên viên']],
      undefined,
      { provinceCode: undefined },
    );
    expect(report.layout.province.code).toBe(code);
  });

  test('without province, title or unit that names one the sender must choose', async () => {
    const lines = [
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn An', 'Xã Tân Minh'],
    ];
    const untold = checkLines(lines, undefined, { provinceCode: undefined });
    await expect(untold).rejects.toMatchObject({ code: 'roster.province-unknown' });
    await expect(checkLines(lines, undefined, { provinceCode: '99' })).rejects.toMatchObject({
      code: 'roster.province-unknown',
    });
  });
});

describe('cells of every kind', () => {
  test('rich text, formulas with a result, links, booleans and errors', async () => {
    const report = await checkLines(
      [
        ['Họ và tên', 'Ngày sinh', 'Đơn vị', 'Email', 'Ghi chú'],
        [
          { richText: [{ text: 'Nguyễn ' }, { font: { bold: true }, text: 'Văn An' }] },
          { formula: 'DATE(1985,3,5)', result: new Date(Date.UTC(1985, 2, 5)) },
          { formula: '"Sở"&" Y tế"', result: 'Sở Y tế' },
          { text: 'an@x.vn', hyperlink: 'mailto:an@x.vn' },
          { error: '#N/A' },
        ],
      ],
      (sheet) => {
        sheet.getCell('B2').numFmt = 'dd/mm/yyyy';
      },
    );
    expect(report.rows[0]).toMatchObject({
      name: 'Nguyễn Văn An',
      birthDate: { date: '1985-03-05' },
      unitKey: '31-SYT',
      email: 'an@x.vn',
    });
    expect(codes(report.rows[0])).toEqual(['cell-error']);
  });

  test('a name whose formula has no saved result is missing, and the reason is said', async () => {
    const report = await checkLines([
      ['Họ và tên', 'Ngày sinh', 'Đơn vị'],
      [{ formula: 'CONCATENATE("Lê"," An")' } as ExcelJS.CellValue, '05/03/1985', 'Sở Y tế'],
    ]);
    expect(codes(report.rows[0])).toEqual(['cell-without-result', 'name-missing']);
  });

  test('dates of the 1904 system', async () => {
    const book = new ExcelJS.Workbook();
    book.properties.date1904 = true;
    const sheet = book.addWorksheet('DS');
    sheet.addRow(['Họ và tên', 'Ngày sinh', 'Đơn vị']);
    sheet.addRow(['Lê Văn An', new Date(Date.UTC(1985, 2, 5)), 'Sở Y tế']).getCell(2).numFmt = 'dd/mm/yyyy';
    const report = await check(Buffer.from(await book.xlsx.writeBuffer()));
    expect(report.rows[0]?.birthDate).toEqual({ date: '1985-03-05' });
  });

  test('a year typed into a date cell, and a date that lost its format', async () => {
    const report = await checkLines(
      [
        ['Họ và tên', 'Ngày sinh', 'Đơn vị'],
        ['Lê Văn An', 1985, 'Sở Y tế'],
        ['Lê Văn Bách', 31111, 'Sở Y tế'],
      ],
      (sheet) => {
        sheet.getCell('B2').numFmt = 'dd/mm/yyyy';
      },
    );
    expect(report.rows.map((row) => row.birthDate)).toEqual([{ year: 1985 }, { date: '1985-03-05' }]);
    expect(notices(report.rows[1])).toEqual(['birth-date-serial']);
  });

  test('a unit merged over several rows or given by ditto marks holds for each of them', async () => {
    const report = await checkLines(
      [
        ['STT', 'Họ và tên', 'Đơn vị'],
        [1, 'Lê Văn An', 'Xã Tứ Kỳ'],
        [2, 'Lê Văn Bách', null],
        [3, 'Lê Văn Cảnh', 'Sở Y tế'],
        [4, 'Lê Văn Dân', '-nt-'],
        [5, 'Lê Văn Em', '"'],
      ],
      (sheet) => sheet.mergeCells('C2:C3'),
    );
    expect(report.rows.map((row) => row.unitKey)).toEqual(['11074', '11074', '31-SYT', '31-SYT', '31-SYT']);
  });

  test('a hidden row is read and said to be hidden', async () => {
    const report = await checkLines(
      [
        ['Họ và tên', 'Đơn vị'],
        ['Lê Văn An', 'Sở Y tế'],
      ],
      (sheet) => {
        sheet.getRow(2).hidden = true;
      },
    );
    expect(report.rows[0]?.outcome).toBe('accept');
    expect(notices(report.rows[0])).toEqual(['row-hidden']);
  });
});
