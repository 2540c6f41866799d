import { cellText, type Sheet, type SheetRow } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import { FIELDS, type Field, fieldOfHeading } from './fields.js';

/** Where the table of an older register stands, and what its columns are read as. Columns count from 0. */
export interface Layout {
  sheet: string;
  sheets: string[];
  headerRow: number;
  columns: { column: number; header: string; field: Field | null }[];
}

export interface LayoutChoices {
  sheet?: string;
  /** As the sheet numbers its rows, from 1. */
  headerRow?: number;
  /** Field by column; null leaves it unread. */
  columns?: Record<number, Field | null>;
}

const SEARCHED_ROWS = 40;

/** The table with most headings that are known, or the one chosen; null when nothing looks like a register. */
export function findLayout(sheets: Sheet[], choices: LayoutChoices): { layout: Layout; sheet: Sheet } | null {
  const chosen = sheets.filter((sheet) => choices.sheet === undefined || sheet.name === choices.sheet);
  const candidates = (chosen.length > 0 ? chosen : sheets).flatMap((sheet) =>
    headerRows(sheet, choices.headerRow).map((row) => ({ sheet, row, known: knownFields(row) })),
  );
  candidates.sort((one, other) => other.known - one.known);
  const [best] = candidates;
  if (!best || (best.known < 2 && choices.headerRow === undefined)) return null;
  const layout = {
    sheet: best.sheet.name,
    sheets: sheets.map((sheet) => sheet.name),
    headerRow: best.row.number,
    columns: columnsOf(best.row, choices.columns),
  };
  return { layout, sheet: best.sheet };
}

/** The same headings are read the same way again: what is remembered is kept under this. */
export const headingsOf = ({ columns }: Layout): string =>
  columns.map(({ column, header }) => `${column}:${fold(header)}`).join('|');

const headerRows = (sheet: Sheet, chosen: number | undefined): SheetRow[] =>
  chosen === undefined
    ? sheet.rows.slice(0, SEARCHED_ROWS)
    : sheet.rows.filter((row) => row.number === chosen);

const headerOf = (row: SheetRow, column: number): string =>
  cleanText(cellText(row.cells[column])).slice(0, 200);

function knownFields(row: SheetRow): number {
  return new Set(row.cells.map((_, column) => fieldOfHeading(headerOf(row, column))).filter(Boolean)).size;
}

/** Each field is read from one column: the first of those that look like it. */
function columnsOf(row: SheetRow, chosen: LayoutChoices['columns']): Layout['columns'] {
  const free = new Set<Field>(FIELDS);
  const columns: Layout['columns'] = [];
  for (let column = 0; column < row.cells.length; column += 1) {
    const header = headerOf(row, column);
    if (header === '' && chosen?.[column] === undefined) continue;
    const wanted = chosen ? (chosen[column] ?? null) : fieldOfHeading(header);
    const field = wanted && free.delete(wanted) ? wanted : null;
    columns.push({ column, header, field });
  }
  return columns;
}
