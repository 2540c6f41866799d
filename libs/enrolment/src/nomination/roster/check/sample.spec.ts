import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { check, codes, fixture } from './roster.testing.js';

interface Expected {
  sheet: string;
  rows: number;
  accept: number;
  warn: number;
  reject: number;
  skip: number;
  special: { sheetRow: number; what: string; outcome: string; name?: string; unitCode?: string | null }[];
}

const expected = JSON.parse(
  readFileSync('test/fixtures/roster/roster-hai-phong-2026.expected.json', 'utf8'),
) as Expected;
const report = await check(fixture('roster-hai-phong-2026.xlsx'));
const row = (number: number) => report.rows.find((one) => one.row === number);

describe('the list of Hải Phòng 2026', () => {
  test('gives the expected counts', () => {
    const { accept, warn, reject, skip } = expected;
    expect(report.counts).toEqual({ accept, warn, reject, skip });
    expect(report.rows).toHaveLength(expected.rows);
    expect(report.layout.sheet).toBe(expected.sheet);
  });

  test.each(expected.special)('row $sheetRow: $what', ({ sheetRow, outcome, name, unitCode }) => {
    expect(row(sheetRow)?.outcome).toBe(outcome);
    if (name !== undefined) expect(row(sheetRow)?.name).toBe(name);
    if (unitCode !== undefined) expect(row(sheetRow)?.unitCode).toBe(unitCode);
  });

  test('only the special rows are not plainly accepted', () => {
    const special = expected.special.filter((one) => one.outcome !== 'accept').map((one) => one.sheetRow);
    expect(report.rows.filter((one) => one.outcome !== 'accept').map((one) => one.row)).toEqual(special);
  });

  test('every message names its column, its reason and what was written', () => {
    expect(codes(row(47))).toEqual(['birth-date-invalid']);
    expect(row(47)?.messages[0]).toMatchObject({ column: 'Ngày sinh' });
    expect(row(47)?.messages[0]?.message).toContain('31/02/1990');
    expect(row(110)?.messages[0]).toMatchObject({ column: 'Số CCCD', code: 'roster.citizen-id-invalid' });
    expect(row(119)?.messages[0]?.message).toContain('dòng 8');
    expect(row(200)?.messages[0]?.message).toMatch(/UBND phường Trăng Tròn.*Gần giống: Phường Trần/);
  });

  test('values are those an import would write', () => {
    expect(row(8)).toMatchObject({
      name: 'Võ Thùy Thủy',
      birthDate: { date: '1980-03-26' },
      gender: 'female',
      citizenId: '031180870724',
      phone: '0979467333',
      email: 'thuyvt0@haiphong.gov.vn',
      jobTitle: 'Chủ tịch UBND',
      unitKey: '31-SYT',
      unitCode: null,
    });
    expect(row(65)?.birthDate).toEqual({ date: '1997-02-17' });
    expect(row(56)?.birthDate).toEqual({ year: 1980 });
    expect(row(92)?.citizenId).toBe('031070391555');
    expect(row(101)).toMatchObject({ oldIdNumber: '031234567' });
    expect([row(137)?.phone, row(146)?.phone, row(155)?.phone]).toEqual([
      '0999869308',
      '0924672439',
      '0945516720',
    ]);
    expect([row(164)?.email, row(173)?.email]).toEqual([undefined, 'dunglv165@haiphong.gov.vn']);
  });

  test('formulas and scripts stay text', () => {
    expect(row(209)?.note).toBe('=HYPERLINK("http://example.invalid","bấm")');
    expect(row(218)?.jobTitle).toBe('<img src=x onerror=alert(1)>');
  });

  test('the title block gives the province too, and the footer is left out by name', async () => {
    const untold = await check(fixture('roster-hai-phong-2026.xlsx'), { provinceCode: undefined });
    expect(untold.layout.province).toEqual({ code: '31', name: 'Thành phố Hải Phòng', from: 'title' });
    expect(untold.counts).toEqual(report.counts);
    expect(report.leftOut).toEqual([
      { row: 250, kind: 'total', text: 'Tổng số: 240 người./.' },
      { row: 252, kind: 'signature', text: 'GIÁM ĐỐC' },
    ]);
  });

  test('under another province its communes are unknown, and the title is told to differ', async () => {
    const wrong = await check(fixture('roster-hai-phong-2026.xlsx'), { provinceCode: '33' });
    expect(wrong.layout.titleProvince).toEqual({ code: '31', name: 'Thành phố Hải Phòng' });
    const unknown = wrong.rows.find((one) => one.row === 9);
    expect(codes(unknown)).toEqual(['unit-unknown']);
    expect(unknown?.messages[0]?.message).toContain('Thành phố Hải Phòng');
  });
});
