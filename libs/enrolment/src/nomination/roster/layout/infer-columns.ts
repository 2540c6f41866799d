import type { UnitDirectory, UnitRecord } from '#organisation';
import { type CellValue, cellText, isDateCell } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { parseEmail } from '../field/email.js';
import { parsePhone } from '../field/phone.js';
import { columnLetters } from './detect-layout.js';
import type { Grid } from './grid.js';
import { type Field, meaningOf } from './header-words.js';
import { columnsOf, type TableLayout } from './layout.js';

const SAMPLE = 60;
const SHARE = 0.7;

interface Guess {
  field: Field;
  /** Fields that make the guess needless. */
  unless: Field[];
  fits(value: CellValue, text: string): boolean;
}

/**
 * Reads a column whose header is blank or says nothing by what stands in it: only ids, phone numbers, addresses,
 * dates or units, and only where the header names no such column.
 */
export function inferColumns(
  grid: Grid,
  layout: TableLayout,
  directory: UnitDirectory,
  province: UnitRecord,
): TableLayout {
  const rows = grid.sheet.rows.filter((row) => row.number > layout.headerRows[1]).slice(0, SAMPLE);
  const columns = Array.from({ length: grid.width }, (_, column) => {
    const known = layout.columns.find((one) => one.column === column);
    return known ?? { column, header: columnLetters(column), field: null };
  });
  for (const guess of guesses(directory, province)) {
    if (columnsOf({ ...layout, columns }, ...guess.unless).length > 0) continue;
    const found = columns.find((column) => {
      const unread = column.field === null && !isUnderstood(layout, column.column);
      const values = unread ? rows.flatMap((row) => row.cells[column.column] ?? []) : [];
      const fitting = values.filter((value) => guess.fits(value, cleanText(cellText(value))));
      return values.length > 0 && fitting.length >= SHARE * Math.max(values.length, rows.length / 2);
    });
    if (found) columns[found.column] = { ...found, field: guess.field };
  }
  const known = new Set(layout.columns.map(({ column }) => column));
  return {
    ...layout,
    columns: columns.filter((column) => column.field !== null || known.has(column.column)),
  };
}

/** «Ngày cấp» holds dates and is no birth date: a header that is understood is not guessed about. */
function isUnderstood(layout: TableLayout, column: number): boolean {
  const header = layout.columns.find((one) => one.column === column)?.header ?? '';
  return header.split(' – ').some((line) => meaningOf(line) !== null);
}

function guesses(directory: UnitDirectory, province: UnitRecord): Guess[] {
  const idLike = (value: CellValue, text: string) =>
    /^\d{12}$/.test(text.replace(/[ .]/g, '')) || (typeof value === 'number' && /^\d{10,11}$/.test(text));
  return [
    {
      field: 'email',
      unless: ['email', 'phoneEmail'],
      fits: (value) => parseEmail(value).email !== undefined,
    },
    { field: 'citizenId', unless: ['citizenId'], fits: idLike },
    {
      field: 'phone',
      unless: ['phone', 'phoneEmail'],
      fits: (value, text) => !idLike(value, text) && parsePhone(value).phone !== undefined,
    },
    {
      field: 'birthDate',
      unless: ['birthDate', 'birthDay', 'birthYear', 'male', 'female'],
      fits: (value, text) => isDateCell(value) || /^\d{1,2}[/.-]\d{1,2}[/.-](19|20)\d{2}$/.test(text),
    },
    {
      field: 'unit',
      unless: ['unit', 'unitCommune', 'unitPart', 'jobUnit'],
      fits: (_, text) => text.length > 3 && directory.resolve(text, province.code).kind === 'found',
    },
  ];
}
