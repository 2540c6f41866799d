import { readCsv } from './csv.js';
import { fileKind } from './file-kind.js';
import type { Sheet } from './sheet.js';
import { readSheet } from './xlsx-sheet.js';
import { readWorkbook } from './xlsx-workbook.js';
import { ZipParts } from './zip-parts.js';

/** The sheets of an XLSX, or the one table of a CSV; any other file is refused with guidance. */
export async function readTable(file: Buffer): Promise<Sheet[]> {
  if (fileKind(file) === 'text') return [readCsv(file)];
  const parts = await ZipParts.open(file);
  const workbook = await readWorkbook(parts);
  const sheets: Sheet[] = [];
  for (const { name, hidden, part } of workbook.sheets) {
    const stream = await parts.read(part);
    if (stream) sheets.push(await readSheet(stream, workbook, name, hidden));
  }
  return sheets;
}
