import type { Grid } from './grid.js';
import { type Field, type HeaderMeaning, headerKey, meaningOf, meaningUnder } from './header-words.js';
import type { LayoutColumn } from './layout.js';

/** One to three lines read as a header, and how many different things about a person they name. */
export interface HeaderBlock {
  top: number;
  bottom: number;
  columns: LayoutColumn[];
  score: number;
}

const TALLEST = 3;
const NAMES: Field[] = ['fullName', 'familyName', 'givenName'];

/** The header that begins at `top`, with every line below that holds header words only; null without a name. */
export function headerBlockAt(grid: Grid, top: number): HeaderBlock | null {
  let best: HeaderBlock | null = null;
  for (let bottom = top; bottom < top + TALLEST; bottom++) {
    if (bottom > top && !isSecondLine(grid, top, bottom)) break;
    best = readBlock(grid, top, bottom) ?? best;
  }
  if (!best) return null;
  const bottom = mergedDownTo(grid, best);
  return bottom > best.bottom ? (readBlock(grid, top, bottom) ?? { ...best, bottom }) : best;
}

function readBlock(grid: Grid, top: number, bottom: number): HeaderBlock | null {
  const columns: LayoutColumn[] = [];
  const width = grid.width;
  for (let column = 0; column < width; column++) {
    const lines = linesOf(grid, top, bottom, column);
    if (lines.length === 0) continue;
    let meaning: HeaderMeaning = null;
    lines.forEach((line, index) => {
      meaning = index === 0 ? firstMeaning(line) : meaningUnder(line, meaning);
    });
    const field = meaning === 'other' ? null : meaning;
    columns.push({ column, header: lines.join(' – '), field });
  }
  settle(columns);
  const fields = new Set(columns.flatMap((column) => (column.field ? [column.field] : [])));
  fields.delete('index');
  fields.delete('note');
  const named = NAMES.some((field) => fields.has(field));
  const company = columns.filter((column) => column.field !== null).length > 1;
  return named && company ? { top, bottom, columns, score: fields.size } : null;
}

function firstMeaning(line: string): HeaderMeaning {
  const key = headerKey(line);
  return key === 'nam' ? 'male' : key === 'nu' ? 'female' : meaningOf(line);
}

/** The header texts above a column, top first; a blank in the upper line takes its left neighbour's text. */
function linesOf(grid: Grid, top: number, bottom: number, column: number): string[] {
  const lines: string[] = [];
  for (let row = top; row <= bottom; row++) {
    let text = grid.text(row, column);
    const below = row < bottom && grid.text(bottom, column) !== '';
    for (let left = column - 1; text === '' && below && left >= 0 && grid.text(bottom, left) !== ''; left--) {
      text = grid.text(row, left);
    }
    if (text !== '' && lines.at(-1) !== text) lines.push(text);
  }
  return lines;
}

/** A further header line: a merge reaches into it, or each of its texts is a header word of its own. */
function isSecondLine(grid: Grid, top: number, row: number): boolean {
  const width = grid.width;
  let texts = 0;
  for (let column = 0; column < width; column++) {
    const merge = grid.mergeAt(row, column);
    if (merge && merge.top < row && merge.top >= top && grid.text(row, column) !== '') {
      if (meaningOf(grid.text(row, column)) !== null) return true;
      continue;
    }
    const text = grid.text(row, column);
    if (text === '') continue;
    texts++;
    if (meaningUnder(text, null) === null && !/^(ngay|thang|nam|so)$/.test(headerKey(text))) return false;
  }
  return texts > 0;
}

/** Where the cells of the header that are merged downwards end; a tall merge is no header. */
function mergedDownTo(grid: Grid, block: HeaderBlock): number {
  let bottom = block.bottom;
  for (const { column, field } of block.columns) {
    for (let row = block.top; field && row <= block.bottom; row++) {
      const merge = grid.mergeAt(row, column);
      if (merge && merge.bottom - merge.top < TALLEST + 1) bottom = Math.max(bottom, merge.bottom);
    }
  }
  return bottom;
}

/** What only the other columns can tell: «Nam» beside «Tháng» is a year, «Năm sinh» beside «Ngày sinh» its year. */
function settle(columns: LayoutColumn[]): void {
  const has = (field: Field) => columns.some((column) => column.field === field);
  if (has('birthMonth') && !has('female')) replace(columns, 'male', 'birthYear');
  keepFirstName(columns);
  const births = columns.filter((column) => column.field === 'birthDate');
  const year = births.find((column) => /^nam\b/.test(headerKey(column.header)));
  if (births.length > 1 && year && births[0] !== year) year.field = 'birthYear';
  if (has('birthMonth') && has('birthYear')) replace(columns, 'birthDate', 'birthDay');
  if (!has('familyName') && !has('fullName')) replace(columns, 'givenName', 'fullName');
  if (has('fullName') && has('givenName') && !has('familyName')) replace(columns, 'fullName', 'familyName');
  const units: Field[] = ['unit', 'unitCommune', 'unitPart', 'jobUnit'];
  if (!units.some(has)) replace(columns, 'address', 'unitCommune');
}

function replace(columns: LayoutColumn[], from: Field, to: Field): void {
  for (const column of columns) if (column.field === from) column.field = to;
}

/** A later name column is somebody else's («Họ tên người liên hệ»), unless one header spans neighbours. */
function keepFirstName(columns: LayoutColumn[]): void {
  const names = columns.filter((column) => column.field === 'fullName');
  names.forEach((name, index) => {
    const before = names[index - 1];
    const spans =
      before?.field === 'fullName' && before.header === name.header && name.column === before.column + 1;
    const twin = names[0]!.header === name.header;
    if (index > 0 && !spans && !twin) name.field = null;
  });
}
