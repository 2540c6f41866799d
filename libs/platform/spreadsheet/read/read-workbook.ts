import type { Sheet } from './sheet.js';
import { readSheet } from './xlsx-sheet.js';
import { readWorkbook } from './xlsx-workbook.js';
import { ZipParts } from './zip-parts.js';

/** The sheets of an XLSX in their order. Throws SpreadsheetRefused. */
export async function readXlsx(file: Buffer): Promise<Sheet[]> {
  const parts = await ZipParts.open(file);
  const workbook = await readWorkbook(parts);
  const sheets: Sheet[] = [];
  for (const { name, hidden, part } of workbook.sheets) {
    const stream = await parts.read(part);
    if (stream) sheets.push(await readSheet(stream, workbook, name, hidden));
  }
  return sheets;
}
