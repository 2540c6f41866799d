import { type CellValue, cellText, columnName, type Sheet, type SheetRow } from '#platform/spreadsheet';
import type { Part } from './framework-document.js';
import type { Problem } from './problem.js';
import { COLUMNS, type HeadField, MAY_LACK, type XlsxWords } from './xlsx-words.js';

/** Sheets by what they hold. One under another name is told, never passed over: its rows would look like deletions. */
export function knownSheets(sheets: readonly Sheet[], words: XlsxWords) {
  const found = new Map<Part | 'framework', Sheet>();
  const problems: Problem[] = [];
  for (const sheet of sheets) {
    const part = words.sheet(sheet.name);
    const told = (code: string) =>
      problems.push({ part: 'file', row: null, code, params: { label: sheet.name } });
    if (part && found.has(part)) told('competency.file.sheet-twice');
    else if (part) found.set(part, sheet);
    else if (sheet.rows.length > 0) told('competency.file.unknown-sheet');
  }
  return { found, problems };
}

/** Where each field of a part stands. Columns that are missing, there twice, or whose name says nothing, are told. */
export function columnsOf(
  part: Part,
  header: SheetRow,
  lines: readonly SheetRow[],
  words: XlsxWords,
): { at: Map<string, number>; problems: Problem[] } {
  const at = new Map<string, number>();
  const problems: Problem[] = [];
  const tell = (code: string, params: Problem['params']) =>
    problems.push({ part, row: code.endsWith('no-column') ? null : header.number, code, params });
  const widest = Math.max(...[header, ...lines].map(({ cells }) => cells.length));
  for (let index = 0; index < widest; index += 1) {
    const label = cellText(header.cells[index]).trim();
    const field = words.column(label);
    if (field && field in COLUMNS[part]) {
      if (at.has(field)) tell('competency.file.column-twice', { label });
      at.set(field, index);
    } else if (label !== '' || lines.some(({ cells }) => cells[index] !== undefined))
      tell('competency.file.unknown-column', { label: label || `(${columnName(index)})` });
  }
  for (const field of Object.keys(COLUMNS[part]))
    if (!at.has(field) && !MAY_LACK.includes(field)) tell('competency.file.no-column', { field });
  return { at, problems };
}

/** What is wrong with a line of the first sheet; `met` gathers the fields that may stand there once. */
export function unknownLine(
  label: string,
  field: HeadField | undefined,
  values: readonly (CellValue | undefined)[],
  row: number,
  met: Set<HeadField>,
): Problem[] {
  const tell = (code: string): Problem[] => [{ part: 'framework', row, code, params: { label } }];
  if (!field) return values.some((value) => value !== undefined) ? tell('competency.file.unknown-line') : [];
  const many = field === 'notes' || field === 'retired';
  if (!many && met.has(field)) return tell('competency.file.line-twice');
  met.add(field);
  return [];
}
