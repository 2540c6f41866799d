import { type CellValue, cellText, isDateCell, isErrorCell, type Sheet } from '#platform/spreadsheet';
import { type FrameworkDocument, PARTS, type Part } from './framework-document.js';
import { parseDocument } from './json-file.js';
import { plainText } from './open-file.js';
import { FileRefused, type Problem } from './problem.js';
import { columnsOf, knownSheets, unknownLine } from './sheet-layout.js';
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
  const { found, problems } = knownSheets(sheets, words);
  const head = found.get('framework');
  if (!head) throw FileRefused.because('competency.file.no-head-sheet');
  const numbers = new Map<string, number[]>();
  const read = readHead(head, words);
  problems.push(...read.problems);
  const parts = PARTS.map((part) => {
    const own = readPart(part, found.get(part), words);
    numbers.set(part, own.numbers);
    problems.push(...own.problems);
    return [part, own.rows] as const;
  });
  if (problems.length > 0) throw new FileRefused(problems);
  const locate = (problem: Problem): Problem => {
    const row = problem.row === null ? null : (numbers.get(problem.part)?.[problem.row - 1] ?? problem.row);
    return { ...problem, row };
  };
  try {
    const document = parseDocument({ framework: read.head, ...Object.fromEntries(parts) });
    return { document, locate };
  } catch (error) {
    throw error instanceof FileRefused ? new FileRefused(error.problems.map(locate)) : error;
  }
}

function readHead({ rows }: Sheet, words: XlsxWords) {
  const head: Record<HeadField, unknown> & { notes: string[]; retired: string[] } = {
    ...{ code: '', version: '', title: '', document: '', effectiveDate: null, appliesTo: null },
    ...{ notes: [], retired: [] },
  };
  const problems: Problem[] = [];
  const met = new Set<HeadField>();
  rows.forEach(({ cells, number }, index) => {
    const label = cellText(cells[0]);
    const field = HEAD_FIELDS.find((each) => each === words.column(label));
    const text = plainText(cells[1]);
    // The first line names the two columns.
    if (index > 0 || field) problems.push(...unknownLine(label, field, cells.slice(1), number, met));
    if (!field || text === null) return;
    if (field === 'notes') head.notes.push(text);
    else if (field === 'retired') head.retired.push(...codesOf(text));
    else if (field === 'effectiveDate') head.effectiveDate = dayOf(cells[1], text);
    else head[field] = text;
  });
  return { head: head as Raw, problems };
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
  const [header, ...lines] = sheet?.rows ?? [];
  if (!header) return { rows, numbers, problems: [] };
  const { at, problems } = columnsOf(part, header, lines, words);
  for (const { cells, number } of lines) {
    const row: Raw = {};
    for (const field of Object.keys(COLUMNS[part])) {
      const cell = cells[at.get(field) ?? -1];
      if (isDateCell(cell))
        problems.push({ part, row: number, code: 'competency.file.code-became-date', params: { field } });
      if (isErrorCell(cell))
        problems.push({
          part,
          row: number,
          code: 'competency.file.formula-without-value',
          params: { field },
        });
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
