import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import {
  type AdministrativeUnits,
  type Departments,
  UnitDirectory,
  unitRecordsFromReference,
} from '../../../../../organisation/src/directory/index.js';
import { type CheckOptions, checkRoster, type RosterReport, type RosterRow } from '../read-roster.js';

const reference = (name: string): unknown => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8'));

export const directory = new UnitDirectory(
  unitRecordsFromReference(
    reference('administrative-units-2025') as AdministrativeUnits,
    reference('departments') as Departments,
  ),
);

export const TODAY = '2026-11-21';

export function fixture(name: string): Buffer {
  return readFileSync(`test/fixtures/roster/${name}`);
}

type Line = ExcelJS.CellValue[];

/** A workbook with one sheet of these lines; `shape` merges, hides or formats what the lines alone can't say. */
export async function workbook(
  lines: Line[],
  shape: (sheet: ExcelJS.Worksheet) => void = () => {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Danh sách');
  lines.forEach((line, index) => {
    line.forEach((value, column) => {
      if (value !== null && value !== '') sheet.getCell(index + 1, column + 1).value = value;
    });
  });
  shape(sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export function check(file: Buffer, options: Partial<CheckOptions> = {}): Promise<RosterReport> {
  return checkRoster(file, { directory, provinceCode: '31', today: TODAY, ...options });
}

/** Checks lines under Hải Phòng. */
export async function checkLines(
  lines: Line[],
  shape?: (sheet: ExcelJS.Worksheet) => void,
  options?: Partial<CheckOptions>,
): Promise<RosterReport> {
  return check(await workbook(lines, shape), options);
}

export function codes(row: RosterRow | undefined): string[] {
  return row?.messages.map((message) => message.code.replace('roster.', '')) ?? ['no row'];
}

export function notices(row: RosterRow | undefined): string[] {
  return row?.notices.map((message) => message.code.replace('roster.', '')) ?? ['no row'];
}

/** Row number, name and unit of everyone, as one line each. */
export function people(report: RosterReport): string[] {
  return report.rows.map((row) => `${row.row} ${row.outcome} ${row.name} | ${row.unitKey ?? '-'}`);
}
