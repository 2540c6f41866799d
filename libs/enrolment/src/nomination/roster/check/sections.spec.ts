import { describe, expect, test } from '@jest/globals';
import { checkLines, codes, notices, people } from './roster.testing.js';

const NONE: null[] = [];

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
