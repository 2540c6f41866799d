import { cellText, readXlsx, type Sheet, SpreadsheetRefused } from '#platform/spreadsheet';
import { type FileItem, FileRefused, ItemRefused } from '../item.js';
import { bodyOfLines } from './answer-lines.js';
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
  return sheet.rows.slice(head + 1).flatMap(({ number, cells }) => {
    const of = (key: ColumnKey) => text(cells, columns.get(key));
    if (['stem', 'answers', 'code'].every((key) => of(key as ColumnKey) === '')) return [];
    const type = of('type').toLowerCase();
    return [
      {
        at: number,
        name: of('stem').slice(0, 60),
        kind: type,
        draft: () => {
          if (of('stem') === '') throw new ItemRefused('no-stem');
          return {
            externalId: of('code') || null,
            type,
            stem: of('stem'),
            body: bodyOfLines(
              type,
              of('answers')
                .split('\n')
                .map((line) => line.trim()),
            ),
            explanation: of('explanation') || undefined,
            tags: linesOf(of('tags')),
            notes: [],
          };
        },
      },
    ];
  });
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
