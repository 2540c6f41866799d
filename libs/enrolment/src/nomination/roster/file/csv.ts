import { CsvError, parse } from 'csv-parse/sync';
import { LIMITS, type Sheet, type SheetRow } from '#platform/spreadsheet';
import { meaningOf } from '../layout/header-words.js';
import { RosterRefused } from '../roster-refused.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Reads delimited text; row numbers are those a spreadsheet would show, a quoted line end belongs to its cell. */
export function readCsv(file: Buffer): Sheet {
  let text = decoded(file);
  const stated = text.match(/^sep=(.)\r?\n/i);
  if (stated) text = text.slice(stated[0].length);
  const delimiter = stated?.[1] ?? likeliestDelimiter(text);
  const records = split(text, delimiter);
  const rows: SheetRow[] = [];
  records.forEach((record, index) => {
    const cells: SheetRow['cells'] = [];
    record.slice(0, LIMITS.columns).forEach((value, column) => {
      // Excel guards a text against its own conversion by writing ="031180870724".
      const inner = value.match(/^="(.*)"$/)?.[1] ?? value;
      if (inner.trim() !== '') cells[column] = inner.slice(0, LIMITS.cellLetters);
    });
    if (cells.length > 0) rows.push({ number: index + 1 + (stated ? 1 : 0), hidden: false, cells });
  });
  if (rows.length > LIMITS.rows + 500) {
    throw new RosterRefused('roster.too-many-rows', { limit: LIMITS.rows.toLocaleString('vi-VN') });
  }
  return { name: '', hidden: false, typed: false, rows, merges: [] };
}

function split(text: string, delimiter: string): string[][] {
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new RosterRefused('roster.csv-broken', { row: String(error['lines'] ?? '?') });
  }
}

/** UTF-16 and UTF-8 by mark or by form; otherwise Windows-1258, whose tones are combining and need NFC. */
export function decoded(file: Buffer): string {
  const start = file.subarray(0, 2).toString('hex');
  if (start === 'fffe') return new TextDecoder('utf-16le').decode(file);
  if (start === 'feff') return new TextDecoder('utf-16be').decode(file);
  const sample = file.subarray(0, 4096);
  const zeros = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  if (zeros(1) > sample.length / 8) return new TextDecoder('utf-16le').decode(file);
  if (zeros(0) > sample.length / 8) return new TextDecoder('utf-16be').decode(file);
  if (sample.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) {
    throw new RosterRefused('roster.file-other');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1258').decode(file).normalize('NFC');
  }
}

/** The delimiter that makes header words of a line; failing that, the one that gives most columns. */
function likeliestDelimiter(text: string): string {
  const quoteless = text
    .slice(0, 40_000)
    .replace(/"(?:[^"]|"")*"/g, (quoted) => quoted.replace(/[",;|\t\r\n]/g, ' '));
  const lines = quoteless.split(/\r?\n|\r/).slice(0, 300);
  const scored = DELIMITERS.map((delimiter) => {
    const words = lines.map((line) => {
      const cells = line.length < 2_000 ? line.split(delimiter) : [];
      return cells.length > 1 ? cells.filter((cell) => meaningOf(cell) !== null).length : 0;
    });
    const columns = lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0);
    return { delimiter, words: Math.max(0, ...words), columns };
  });
  scored.sort((one, other) => other.words - one.words || other.columns - one.columns);
  return scored[0]!.delimiter;
}
