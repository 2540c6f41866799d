import { type CellValue, isDateCell, type Sheet, type SheetRow } from '#platform/spreadsheet';
import { Grid } from './grid.js';
import { type HeaderBlock, headerBlockAt } from './header-block.js';
import { meaningOf } from './header-words.js';
import type { ManualMapping, TableLayout } from './layout.js';

const NEAR = 400;

/** The table of a sheet: the first header that names nearly as much as the best one; null when there is none. */
export function detectLayout(sheet: Sheet, grid = new Grid(sheet)): TableLayout | null {
  const block =
    likeliest(headerBlocks(grid, sheet.rows.slice(0, NEAR))) ?? likeliest(headerBlocks(grid, sheet.rows));
  return block && layoutOf(sheet, block);
}

/** The table as the sender maps it; detection fills what the mapping leaves open. */
export function mappedLayout(
  sheet: Sheet,
  mapping: ManualMapping,
  grid = new Grid(sheet),
): TableLayout | null {
  const row = mapping.headerRow;
  const detected = row === undefined ? detectLayout(sheet, grid) : headerEndingAt(sheet, grid, row);
  if (!detected || !mapping.columns) return detected;
  const columns = detected.columns.map((column) => ({
    ...column,
    field:
      mapping.columns?.[column.column] === undefined
        ? column.field
        : (mapping.columns[column.column] ?? null),
  }));
  for (const [column, field] of Object.entries(mapping.columns)) {
    if (columns.some((known) => known.column === Number(column))) continue;
    columns.push({ column: Number(column), header: columnLetters(Number(column)), field });
  }
  return { ...detected, columns: columns.sort((one, other) => one.column - other.column) };
}

/** A header that stands again further down (on each page, or for a second table), or null. */
export function headerWithin(sheet: Sheet, grid: Grid, row: SheetRow): TableLayout | null {
  if (!mayBeHeader(row)) return null;
  const block = headerBlockAt(grid, row.number);
  if (!block || block.score < 2) return null;
  const strangers = block.columns.filter(
    (column) => meaningOf(grid.text(row.number, column.column)) === null,
  );
  return strangers.length * 3 <= block.columns.length ? layoutOf(sheet, block) : null;
}

/** A, B, … AA: what a sheet calls the column. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function headerBlocks(grid: Grid, rows: readonly SheetRow[]): HeaderBlock[] {
  const tops = new Set<number>();
  for (const row of rows) {
    if (mayBeHeader(row)) for (const up of [2, 1, 0]) tops.add(row.number - up);
  }
  return [...tops]
    .sort((one, other) => one - other)
    .flatMap((top) => (top > 0 ? (headerBlockAt(grid, top) ?? []) : []));
}

/** Of headers that tell the same the lowest of those that overlap, so that a group title is no part of it. */
function likeliest(blocks: HeaderBlock[]): HeaderBlock | null {
  const most = blocks.reduce((best, block) => Math.max(best, block.score), 0);
  const good = blocks.filter((block) => block.score >= Math.min(most, Math.max(2, most - 2)));
  const first = good[0];
  if (!first) return null;
  const overlapping = good.filter((block) => block.top <= first.bottom);
  return overlapping.reduce((best, block) => (block.score >= best.score ? block : best));
}

/** A name header stands in the row, and nothing that belongs to a person: «Cán bộ» is also what people are. */
function mayBeHeader(row: SheetRow): boolean {
  return !row.cells.some(isPersonal) && row.cells.some(isNameHeader);
}

function isPersonal(value: CellValue | undefined): boolean {
  if (typeof value === 'number') return value > 100;
  return (
    isDateCell(value) ||
    (typeof value === 'string' && /\d{5,}|\d[/.-]\d|@/.test(value.replace(/\([^)]*\)/g, '')))
  );
}

function isNameHeader(value: CellValue | undefined): boolean {
  if (typeof value !== 'string' || value.length > 80) return false;
  const meaning = meaningOf(value);
  return meaning === 'fullName' || meaning === 'familyName' || meaning === 'givenName';
}

function headerEndingAt(sheet: Sheet, grid: Grid, row: number): TableLayout | null {
  for (const top of [row, row - 1, row - 2]) {
    const block = top > 0 ? headerBlockAt(grid, top) : null;
    if (block?.bottom === row) return layoutOf(sheet, block);
  }
  const columns = Array.from({ length: grid.width }, (_, column) => {
    const header = grid.text(row, column) || columnLetters(column);
    const meaning = meaningOf(header);
    return { column, header, field: meaning === 'other' ? null : meaning };
  });
  return { sheet: sheet.name, headerRows: [row, row], columns };
}

function layoutOf(sheet: Sheet, block: HeaderBlock): TableLayout {
  return { sheet: sheet.name, headerRows: [block.top, block.bottom], columns: block.columns };
}
