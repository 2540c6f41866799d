import { type CellValue, cellText, isDateCell, type Sheet } from '#platform/spreadsheet';
import { type FrameworkDocument, PARTS, type Part } from './framework-document.js';
import { parseDocument } from './json-file.js';
import { plainText } from './open-file.js';
import { FileRefused, type Problem } from './problem.js';
import { COLUMNS, HEAD_FIELDS, type HeadField, type XlsxWords } from './xlsx-words.js';

type Raw = Record<string, unknown>;

/** Where the rows of each part stood in the file, so that problems name the line a person sees. */
export interface Located {
  document: FrameworkDocument;
  /** `problem` with the row of the sheet in place of the number of the row. */
  locate(problem: Problem): Problem;
}

/** Reads the workbook written by writeXlsx, or filled in by hand. Throws {@link FileRefused}. */
export function readSheets(sheets: Sheet[], words: XlsxWords): Located {
  const found = new Map(
    sheets.flatMap((sheet) => {
      const part = words.sheet(sheet.name);
      return part ? [[part, sheet] as const] : [];
    }),
  );
  const head = found.get('framework');
  if (!head) throw FileRefused.because('competency.file.no-head-sheet');
  const numbers = new Map<string, number[]>();
  const problems: Problem[] = [];
  const parts = PARTS.map((part) => {
    const read = readPart(part, found.get(part), words);
    numbers.set(part, read.numbers);
    problems.push(...read.problems);
    return [part, read.rows] as const;
  });
  if (problems.length > 0) throw new FileRefused(problems);
  const locate = (problem: Problem): Problem => {
    const row = problem.row === null ? null : (numbers.get(problem.part)?.[problem.row - 1] ?? problem.row);
    return { ...problem, row };
  };
  try {
    const document = parseDocument({ framework: readHead(head, words), ...Object.fromEntries(parts) });
    return { document, locate };
  } catch (error) {
    throw error instanceof FileRefused ? new FileRefused(error.problems.map(locate)) : error;
  }
}

function readHead({ rows }: Sheet, words: XlsxWords): Raw {
  const head: Record<HeadField, unknown> & { notes: string[]; retired: string[] } = {
    ...{ code: '', version: '', title: '', document: '', effectiveDate: null, appliesTo: null },
    ...{ notes: [], retired: [] },
  };
  for (const { cells } of rows) {
    const field = HEAD_FIELDS.find((each) => each === words.column(cellText(cells[0])));
    const text = plainText(cells[1]);
    if (!field || text === null) continue;
    if (field === 'notes') head.notes.push(text);
    else if (field === 'retired') head.retired.push(...codesOf(text));
    else if (field === 'effectiveDate') head.effectiveDate = dayOf(cells[1], text);
    else head[field] = text;
  }
  return head;
}

/** A date cell, or what people type: 24/01/2025, 2025-01-24. */
function dayOf(cell: CellValue | undefined, text: string): string {
  if (isDateCell(cell)) return cell.date;
  const [, day, month, year] = text.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
}

function readPart(part: Part, sheet: Sheet | undefined, words: XlsxWords) {
  const rows: Raw[] = [];
  const numbers: number[] = [];
  const problems: Problem[] = [];
  const [header, ...lines] = sheet?.rows ?? [];
  if (!header) return { rows, numbers, problems };
  const at = new Map<string, number>();
  header.cells.forEach((cell, index) => {
    const field = words.column(cellText(cell));
    if (field) at.set(field, index);
  });
  for (const field of Object.keys(COLUMNS[part]))
    if (!at.has(field) && !['parent', 'replaces', 'targetGroup', 'description'].includes(field))
      problems.push({ part, row: null, code: 'competency.file.no-column', params: { field } });
  for (const { cells, number } of lines) {
    const row: Raw = {};
    for (const field of Object.keys(COLUMNS[part])) {
      const cell = cells[at.get(field) ?? -1];
      if (isDateCell(cell))
        problems.push({ part, row: number, code: 'competency.file.code-became-date', params: { field } });
      row[field] = cellValue(field, cell, words);
    }
    if (Object.values(row).every((value) => value === null || (Array.isArray(value) && value.length === 0)))
      continue;
    rows.push(row);
    numbers.push(number);
  }
  return { rows, numbers, problems };
}

function cellValue(field: string, cell: CellValue | undefined, words: XlsxWords): unknown {
  const text = plainText(cell);
  if (field === 'replaces') return text === null ? [] : codesOf(text);
  if (text === null) return null;
  if (field === 'level') return /^\d+$/.test(text) ? Number(text) : text;
  if (field === 'evidence') return words.evidence(text);
  if (field === 'targetGroup') return words.group(text);
  return text;
}

const codesOf = (text: string): string[] => text.split(/[;,\s]+/).filter((each) => each !== '');
