import type { UnitDirectory } from '#organisation';
import { LIMITS, type SheetRow } from '#platform/spreadsheet';
import { readTable } from '../file/read-table.js';
import { headerWithin } from '../layout/detect-layout.js';
import type { Grid } from '../layout/grid.js';
import { inferColumns } from '../layout/infer-columns.js';
import type { ManualMapping, TableLayout } from '../layout/layout.js';
import type { RowKind } from '../layout/row-kind.js';
import { COUNT, isTitled, SECTION_INDEX } from '../layout/section-words.js';
import { RosterRefused } from '../roster-refused.js';
import { checkRow } from './check-row.js';
import { chooseSheet } from './choose-sheet.js';
import { markRepeats } from './repeats.js';
import type { Outcome, RosterRow } from './roster-row.js';
import { readSender, type SenderReport } from './sender.js';
import { markSwappedDates } from './swapped-dates.js';
import { Table } from './table.js';

export interface CheckOptions {
  directory: UnitDirectory;
  /** Code of the sending unit: a province, or a commune, whose province is then used. Wins over the title. */
  provinceCode?: string;
  mapping?: ManualMapping;
  /** Texts typed over cells on review, by sheet row and column from 0. */
  corrections?: Record<number, Record<number, string>>;
  /** Calendar day in Việt Nam, yyyy-mm-dd. */
  today: string;
}

/** A line below the header that is no person, so that nothing of the file goes unmentioned. */
export interface LeftOutRow {
  row: number;
  kind: 'header' | Exclude<RowKind, 'person' | 'blank'>;
  text: string;
}

export interface RosterReport {
  layout: TableLayout &
    SenderReport & {
      /** Further sheets that hold people and were not read. */
      otherSheets: string[];
    };
  counts: Record<Outcome, number>;
  rows: RosterRow[];
  leftOut: LeftOutRow[];
}

/** Reads a list and says for every person what would happen to them. Nothing is written. @throws RosterRefused */
export async function checkRoster(file: Buffer, options: CheckOptions): Promise<RosterReport> {
  const {
    sheet,
    grid,
    layout: read,
    otherSheets,
  } = chooseSheet(await readTable(file), options.mapping ?? {});
  for (const row of sheet.rows) {
    for (const [column, text] of Object.entries(options.corrections?.[row.number] ?? {})) {
      row.cells[Number(column)] = text;
    }
  }
  const sender = readSender(grid, read, options);
  const layout = options.mapping?.columns
    ? read
    : inferColumns(grid, read, options.directory, sender.province);
  const rows: RosterRow[] = [];
  const leftOut: LeftOutRow[] = [];
  let table = new Table(sheet, grid, layout, sender, options);
  let afterEnd = false;
  for (const line of sheet.rows) {
    if (line.number <= layout.headerRows[1] || line.number <= table.layout.headerRows[1]) continue;
    const again = options.mapping?.columns ? null : headerWithin(sheet, grid, line);
    if (again) {
      table = new Table(sheet, grid, again, sender, options, table.sections);
      leftOut.push(leftOutRow(grid, line.number, 'header'));
      continue;
    }
    const kind = table.kinds.kindOf(line, afterEnd);
    if (kind === 'person') rows.push(checkRow(line.number, line.hidden, table));
    else if (kind !== 'blank') leftOut.push(leftOutRow(grid, line.number, kind));
    if (kind === 'section') enterSection(grid, line, table);
    afterEnd = kind === 'signature' || kind === 'total' || (afterEnd && kind !== 'person');
    if (rows.length > LIMITS.rows) {
      throw new RosterRefused('roster.too-many-rows', { limit: LIMITS.rows.toLocaleString('vi-VN') });
    }
    if (rows.length % 2000 === 1999) await new Promise((resolve) => setImmediate(resolve));
  }
  if (rows.length === 0) throw new RosterRefused('roster.no-people', { row: String(layout.headerRows[1]) });
  markSwappedDates(grid, layout, rows);
  markRepeats(rows, table.headers());
  const counts: Record<Outcome, number> = { accept: 0, warn: 0, reject: 0, skip: 0 };
  for (const row of rows) counts[row.outcome]++;
  return { layout: { ...layout, ...sender.told, otherSheets }, counts, rows, leftOut };
}

function leftOutRow(grid: Grid, row: number, kind: LeftOutRow['kind']): LeftOutRow {
  const line = grid.row(row);
  const text = line
    ? grid
        .texts(line)
        .map((cell) => cell.text)
        .join(' ')
    : '';
  return { row, kind, text: text.slice(0, 200) };
}

/** The words of a section line stand beside its number and count, or alone in any column. */
function enterSection(grid: Grid, line: SheetRow, table: Table): void {
  const index = table.layout.columns.find((column) => column.field === 'index')?.column;
  const texts = grid.texts(line).filter(({ text }) => !COUNT.test(text));
  const number = texts.find(({ column, text }) => column === index && SECTION_INDEX.test(text));
  const words = texts.find((one) => one !== number)?.text;
  if (words) table.sections.enter(words, line.number, number !== undefined || isTitled(words));
}
