import { describe, expect, test } from '@jest/globals';
import type { CellValue, Merge, Sheet } from '#platform/spreadsheet';
import { detectLayout } from '../read-roster.js';
import { meaningOf } from './header-words.js';

function sheet(lines: (CellValue | null)[][], merges: Merge[] = []): Sheet {
  const rows = lines.map((line, index) => ({
    number: index + 1,
    hidden: false,
    cells: line.map((value) => value ?? undefined),
  }));
  return {
    name: 'DS',
    hidden: false,
    typed: true,
    rows: rows.filter((row) => row.cells.some(Boolean)),
    merges,
  };
}

const fields = (lines: (CellValue | null)[][], merges?: Merge[]) => {
  const layout = detectLayout(sheet(lines, merges));
  return layout && [layout.headerRows, ...layout.columns.map((column) => column.field)];
};

describe('finding the header', () => {
  test('none where no row names people', () => {
    expect(
      fields([
        ['Đơn vị', 'Số lượng'],
        ['Sở Y tế', 12],
      ]),
    ).toBeNull();
    expect(fields([['Họ và tên: Nguyễn Văn An', 'Chức vụ: Chuyên viên']])).toBeNull();
    expect(fields([['Họ và tên']])).toBeNull();
  });

  test('a table of numbers above the list is passed over', () => {
    expect(
      fields([
        ['Đơn vị', 'Số lượng'],
        ['Sở Y tế', 12],
        ['Họ và tên', 'Đơn vị', 'Email'],
        ['Lê Văn An', 'Sở Y tế', 'a@x.vn'],
      ]),
    ).toEqual([[3, 3], 'fullName', 'unit', 'email']);
  });

  test('a block for the contact person is passed over for the fuller header below', () => {
    expect(
      fields([
        ['Họ và tên', 'Điện thoại'],
        ['Trần Thị Mối', '0912345678'],
        ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Chức vụ', 'Đơn vị', 'Số CCCD'],
        [1, 'Lê Văn An', '01/02/1990', 'Nam', 'Chuyên viên', 'Sở Y tế', '031090123456'],
      ])?.[0],
    ).toEqual([3, 3]);
  });

  test('a merge that reaches down makes two lines one header, whatever stands in the second', () => {
    const merges = [0, 1, 3].map((column) => ({ top: 1, bottom: 2, left: column, right: column }));
    expect(
      fields(
        [
          ['STT', 'Họ và tên', 'Căn cước', 'Đơn vị'],
          [null, null, '(12 số)', null],
          [1, 'Lê Văn An', '031090123456', 'Sở Y tế'],
        ],
        merges,
      ),
    ).toEqual([[1, 2], 'index', 'fullName', 'citizenId', 'unit']);
  });

  test('the first person is never taken for a second header line', () => {
    const people = [null, 'Trần Nam', 'Nữ', 'Phòng Nội vụ'];
    expect(fields([['STT', 'Họ và tên', 'Giới tính', 'Đơn vị'], people])?.[0]).toEqual([1, 1]);
  });
});

describe('what a header means', () => {
  test.each([
    ['Số ĐTDĐ', 'phone'],
    ['Đ.thoại', 'phone'],
    ['Địa chỉ thư điện tử', 'email'],
    ['Email cơ quan', 'email'],
    ['Điện thoại, email', 'phoneEmail'],
    ['Ngày cấp CCCD', 'other'],
    ['Mã định danh', 'citizenId'],
    ['Trình độ chuyên môn', 'other'],
    ['Phòng chuyên môn', 'unitPart'],
    ['Xã, phường công tác', 'unitCommune'],
    ['Chức vụ tại đơn vị', 'jobTitle'],
    ['Chức vụ/Đơn vị', 'jobUnit'],
    ['NTNS', 'birthDate'],
    ['Học sinh', null],
    ['Hồ', null],
    ['DANH SÁCH HỌC VIÊN', null],
  ])('%s: %s', (header, meaning) => expect(meaningOf(header)).toBe(meaning));
});
