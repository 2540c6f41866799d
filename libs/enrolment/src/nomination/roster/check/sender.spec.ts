import { describe, expect, test } from '@jest/globals';
import { checkLines, codes } from './roster.testing.js';

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
