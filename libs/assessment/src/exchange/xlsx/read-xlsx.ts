import { cellText, readXlsx, type Sheet, SpreadsheetRefused } from '#platform/spreadsheet';
import { type FileItem, FileRefused } from '../item.js';
import { itemsOfRows } from './row-items.js';
import { type ColumnKey, columnOf } from './xlsx-columns.js';

const LONGEST = 32_767;
const NEEDED: ColumnKey[] = ['type', 'stem', 'answers'];

/** The platform's own template: a row a question, under headings of the first sheet that has them. */
export async function readQuestionSheet(file: Buffer): Promise<FileItem[]> {
  if (file.length === 0) throw new FileRefused('file-empty');
  const sheets = await readXlsx(file).catch((error: unknown) => {
    if (error instanceof SpreadsheetRefused) throw new FileRefused('not-a-workbook');
    throw error;
  });
  for (const sheet of sheets) {
    const items = itemsOf(sheet);
    if (items) return items;
  }
  throw new FileRefused('no-headings');
}

function itemsOf(sheet: Sheet): FileItem[] | null {
  const text = (cells: Sheet['rows'][number]['cells'], column: number | undefined) =>
    column === undefined ? '' : cellText(cells[column], LONGEST).replace(/\r\n?/g, '\n').trim();
  const head = sheet.rows.findIndex(({ cells }) => {
    const found = cells.map((_, column) => columnOf(text(cells, column)));
    return NEEDED.every((key) => found.includes(key));
  });
  if (head < 0) return null;
  const columns = new Map<ColumnKey, number>();
  sheet.rows[head]!.cells.forEach((_, column) => {
    const key = columnOf(text(sheet.rows[head]!.cells, column));
    if (key && !columns.has(key)) columns.set(key, column);
  });
  const rows = sheet.rows.slice(head + 1).flatMap(({ number, cells }) => {
    const of = (key: ColumnKey) => text(cells, columns.get(key));
    return FILLED.every((key) => of(key) === '') ? [] : [{ at: number, of }];
  });
  return itemsOfRows(rows);
}

const FILLED: ColumnKey[] = ['stem', 'answers', 'code'];
