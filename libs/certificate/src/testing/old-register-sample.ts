import { stringify } from 'csv-stringify/sync';
import { type Table, tablesFile } from '#platform/spreadsheet';

/** The columns of a paper register as offices type them up. */
const HEADINGS = [
  'STT',
  'Số vào sổ cấp',
  'Số hiệu',
  'Họ và tên',
  'Ngày sinh',
  'Đơn vị công tác',
  'Khóa học',
  'Xếp loại',
  'Ngày cấp',
] as const;

const COURSE = 'Kỹ năng số cơ bản cho cán bộ xã';
const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Vũ', 'Hoàng'];
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Hồng', 'Quốc', 'Minh'];
const GIVEN = ['An', 'Bình', 'Châu', 'Dũng', 'Hương', 'Khánh', 'Nhung', 'Phúc', 'Yến'];

type Row = [string, string, string, string, string, string, string, string, string];

/** What is wrong with a row, as the code that the check gives it. */
const FAULTS: Record<string, (row: Row, before: Row) => void> = {
  'number-missing': (row) => {
    row[1] = row[2] = '';
  },
  'number-shape': (row) => {
    row[1] = row[1].replace('GCN-CNTTTT', 'CC');
  },
  'number-year': (row) => {
    row[2] = row[2].replace(/^HP\d\d/, 'HP19');
  },
  'name-missing': (row) => {
    row[3] = ' ';
  },
  'too-long': (row) => {
    row[3] = 'Nguyễn '.repeat(20);
  },
  unwritable: (row) => {
    row[3] = `${row[3]}\uFFFD`;
  },
  'date-unreadable': (row) => {
    row[8] = '31/02/2024';
  },
  'date-future': (row) => {
    row[8] = '01/01/2090';
  },
  'issued-missing': (row) => {
    row[8] = '';
  },
  'birth-late': (row) => {
    row[4] = '05/05/2030';
  },
  'course-missing': (row) => {
    row[6] = '';
  },
  repeated: (row, before) => {
    row.splice(0, row.length, ...before);
  },
};

export interface OldRegisterSample {
  table: Table;
  /** Code of the fault by row of the sheet; all other rows are right. */
  faults: Map<number, string>;
  /** Numbers that were never given. */
  missing: number[];
  last: number;
}

/**
 * A register of so many rows, `bad` of which have faults of every kind in turn, and each 997th number was never given.
 * The same for the same arguments; all people are invented.
 */
export function oldRegisterSample(count: number, bad: number, year = 2024): OldRegisterSample {
  const rows: Row[] = [];
  const faults = new Map<number, string>();
  const missing: number[] = [];
  const codes = Object.keys(FAULTS);
  const every = bad === 0 ? Number.POSITIVE_INFINITY : Math.floor(count / bad);
  for (let number = 1; rows.length < count; number += 1) {
    if (number % 997 === 0) {
      missing.push(number);
      continue;
    }
    const row = rowOf(number, year);
    const index = rows.length;
    // In the middle of each stretch, so that the row before is always a right one.
    if (faults.size < bad && index % every === Math.floor(every / 2)) {
      const code = codes[faults.size % codes.length]!;
      FAULTS[code]!(row, rows.at(-1)!);
      faults.set(index + 2, code);
    }
    rows.push(row);
  }
  const columns = HEADINGS.map((label) => ({ label, width: 20 }));
  return { table: { name: `Sổ cấp ${year}`, columns, rows }, faults, missing, last: lastOf(rows) };
}

function rowOf(number: number, year: number): Row {
  const pick = (from: string[], step: number) => from[Math.floor(number / step) % from.length]!;
  const two = (value: number) => String(value).padStart(2, '0');
  return [
    String(number),
    `${number}/${year}/GCN-CNTTTT`,
    `HP${String(year).slice(-2)} ${String(number).padStart(7, '0')}`,
    `${pick(FAMILIES, 1)} ${pick(MIDDLES, 7)} ${pick(GIVEN, 42)}`,
    `${two((number % 28) + 1)}/${two((number % 12) + 1)}/${1960 + (number % 40)}`,
    `Phường số ${(number % 114) + 1}`,
    COURSE,
    number % 3 === 0 ? 'Giỏi' : 'Đạt',
    `${two((number % 28) + 1)}/${two((number % 12) + 1)}/${year}`,
  ];
}

/** The highest number that a row still says. */
const lastOf = (rows: Row[]): number =>
  rows.reduce((most, [, entry, serial]) => {
    const number = /^\d+/.exec(entry)?.[0] ?? serial.slice(5);
    return Math.max(most, Number(number) || 0);
  }, 0);

export const sampleXlsx = ({ table }: OldRegisterSample): Promise<Buffer> => tablesFile([table]);

export const sampleCsv = ({ table }: OldRegisterSample): Buffer =>
  Buffer.from(stringify([table.columns.map(({ label }) => label), ...table.rows]));
