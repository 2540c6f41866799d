import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { check, checkLines, codes, notices } from './roster.testing.js';

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
