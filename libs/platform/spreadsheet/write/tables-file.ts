import { buffer } from 'node:stream/consumers';
import { SharedStrings } from './shared-strings.js';
import { type Cell, RowWriter, STYLE, sheetEnd, sheetStart } from './sheet.js';
import { workbookFile } from './workbook-file.js';

/** One sheet: a row of headings, then rows in the order of the columns. Widths are in characters. */
export interface Table {
  name: string;
  columns: { label: string; width: number }[];
  rows: (string | number | null)[][];
}

/** A small workbook held whole in memory. Texts are written as they are: whoever reads them back gets the same. */
export async function tablesFile(tables: Table[]): Promise<Buffer> {
  const shared = new SharedStrings();
  const sheets = tables.map((table) => ({ name: table.name, xml: () => sheetXml(table, shared) }));
  return buffer(workbookFile(sheets, shared));
}

async function* sheetXml({ columns, rows }: Table, shared: SharedStrings): AsyncGenerator<Buffer> {
  const writer = new RowWriter([], shared);
  const headings: Cell[] = columns.map(({ label }) => ({
    kind: 'text',
    style: STYLE.heading,
    value: label,
  }));
  yield Buffer.from(sheetStart(columns, { frozenRows: 1 }) + writer.free(1, headings));
  for (const [index, row] of rows.entries()) yield Buffer.from(writer.free(index + 2, row.map(cellOf)));
  yield Buffer.from(sheetEnd(null));
}

/** As text even where it looks like a number: «1.1» must not become a date or a decimal. */
const cellOf = (value: string | number | null): Cell =>
  typeof value === 'number'
    ? { kind: 'number', style: STYLE.plain, value: String(value) }
    : { kind: 'text', style: STYLE.text, value };
