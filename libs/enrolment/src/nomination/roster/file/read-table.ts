import { LIMITS, readXlsx, type Sheet, SpreadsheetRefused } from '#platform/spreadsheet';
import { RosterRefused } from '../roster-refused.js';
import { readCsv } from './csv.js';
import { fileKind } from './file-kind.js';

/** The sheets of an XLSX, or the one table of a CSV; any other file is refused with guidance. */
export async function readTable(file: Buffer): Promise<Sheet[]> {
  if (fileKind(file) === 'text') return [readCsv(file)];
  try {
    return await readXlsx(file);
  } catch (error) {
    throw error instanceof SpreadsheetRefused ? inWords(error) : error;
  }
}

function inWords({ fault }: SpreadsheetRefused): RosterRefused {
  if (fault !== 'too-many-rows') return new RosterRefused(`roster.file-${fault}`);
  return new RosterRefused('roster.too-many-rows', { limit: LIMITS.rows.toLocaleString('vi-VN') });
}
