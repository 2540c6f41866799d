import { type CellValue, cellText, readXlsx, type Sheet, SpreadsheetRefused } from '#platform/spreadsheet';
import { fold } from '#platform/text';
import { FileRefused } from './problem.js';

/** Ten times the largest framework known; what is larger is something else. */
export const FILE_LIMIT = 5 * 1024 * 1024;
const LONGEST = 8_000;

/** Sheets of a workbook, or the value of a JSON file. Throws {@link FileRefused}. */
export async function openFile(file: Buffer): Promise<{ sheets: Sheet[] } | { value: unknown }> {
  if (file.length > FILE_LIMIT)
    throw FileRefused.because('competency.file.too-large', { limit: `${FILE_LIMIT / 1024 / 1024} MB` });
  return file.subarray(0, 2).toString('latin1') === 'PK'
    ? { sheets: await openWorkbook(file) }
    : { value: openJson(file) };
}

async function openWorkbook(file: Buffer): Promise<Sheet[]> {
  try {
    return await readXlsx(file);
  } catch (error) {
    if (!(error instanceof SpreadsheetRefused)) throw error;
    const known = ['bomb', 'protected', 'too-many-rows'].includes(error.fault);
    throw FileRefused.because(`competency.file.${known ? error.fault : 'not-xlsx'}`);
  }
}

function openJson(file: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file));
  } catch {
    throw FileRefused.because('competency.file.not-json');
  }
}

/** Text of a cell; the apostrophe that keeps it from being a formula is not part of it. Null when empty. */
export function plainText(cell: CellValue | undefined): string | null {
  const text = cellText(cell, LONGEST)
    .trim()
    .replace(/^'(?=[=+\-@])/, '');
  return text === '' ? null : text;
}

/** Words of a sheet are compared without case, accents and double spaces. */
export const wordKey = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();
