import type { Readable } from 'node:stream';
import { LIMITS } from './limits.js';
import { SpreadsheetRefused } from './refused.js';
import { isoFromSerial } from './serial-date.js';
import type { CellValue, Merge, Sheet, SheetRow } from './sheet.js';
import { unescaped, type Workbook } from './xlsx-workbook.js';
import { parseXml } from './xml.js';

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
  inline: string;
  formula: boolean;
}

/** Reads one sheet as it inflates; only cells with content are kept. */
export async function readSheet(
  part: Readable,
  workbook: Workbook,
  name: string,
  hidden: boolean,
): Promise<Sheet> {
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  let row: SheetRow = { number: 0, hidden: false, cells: [] };
  let cell: OpenCell | null = null;
  let column = -1;
  let cells = 0;
  let letters = 0;
  let sink: 'value' | 'inline' | null = null;
  let inAid = false;
  await parseXml(part, {
    open(tag, attributes) {
      if (tag === 'row') {
        const number = Number(attributes['r'] ?? row.number + 1);
        row = { number, hidden: isTrue(attributes['hidden']), cells: [] };
        column = -1;
      } else if (tag === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        const style = Number(attributes['s'] ?? 0);
        cell = { column, type: attributes['t'] ?? 'n', style, value: '', inline: '', formula: false };
      } else if (tag === 'f' && cell) cell.formula = true;
      else if (tag === 'v') sink = 'value';
      else if (tag === 't') sink = inAid ? null : 'inline';
      else if (tag === 'rPh') inAid = true;
      else if (tag === 'mergeCell' && merges.length < LIMITS.merges) addMerge(merges, attributes['ref']);
    },
    text(text) {
      if (cell && sink && cell[sink].length < LIMITS.cellLetters) cell[sink] += text;
    },
    close(tag) {
      sink = null;
      if (tag === 'rPh') inAid = false;
      if (tag === 'c' && cell) {
        const value = cell.column < LIMITS.columns ? cellValue(cell, workbook) : undefined;
        if (value !== undefined) row.cells[cell.column] = value;
        if (typeof value === 'string') letters += value.length;
        if (letters > LIMITS.letters) throw new SpreadsheetRefused('bomb');
        if (value !== undefined && ++cells > LIMITS.cells) throw new SpreadsheetRefused('too-many-rows');
        cell = null;
      }
      if (tag === 'row' && row.cells.length > 0) rows.push(row);
      // A title block and a footer come on top of the people.
      if (rows.length > LIMITS.rows + 500) throw new SpreadsheetRefused('too-many-rows');
    },
  });
  rows.sort((one, other) => one.number - other.number);
  return { name, hidden, typed: true, rows, merges };
}

function cellValue(cell: OpenCell, workbook: Workbook): CellValue | undefined {
  const { type, value } = cell;
  if (type === 's') return kept(workbook.strings[Number(value)] ?? '');
  if (type === 'inlineStr') return kept(unescaped(cell.inline));
  if (value === '') return cell.formula ? { error: '=' } : kept(cell.inline);
  if (type === 'str') return kept(unescaped(value));
  if (type === 'b') return value === '1';
  if (type === 'e') return { error: value };
  if (type === 'd') return { date: value.slice(0, 10), serial: Number.NaN };
  const number = Number(value);
  if (!Number.isFinite(number)) return kept(value);
  if (!workbook.dateStyles[cell.style]) return number;
  const date = isoFromSerial(number, workbook.from1904);
  return date ? { date, serial: number } : number;
}

function kept(text: string): string | undefined {
  return text.trim() === '' ? undefined : text;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = reference?.match(/^\$?([A-Z]{1,3})/i)?.[1];
  if (!letters) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function addMerge(merges: Merge[], reference: string | undefined): void {
  const [from, to] = (reference ?? '').split(':');
  const corner = (text: string | undefined) => ({
    row: Number(text?.match(/\d+$/)?.[0]),
    column: columnOf(text),
  });
  const first = corner(from);
  const last = corner(to);
  if (first.column === undefined || last.column === undefined || !first.row || !last.row) return;
  merges.push({
    top: first.row,
    left: first.column,
    bottom: last.row,
    right: Math.min(last.column, LIMITS.columns),
  });
}
