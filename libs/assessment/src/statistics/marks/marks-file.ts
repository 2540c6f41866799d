import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse/sync';
import { fileLines } from './file-lines.js';
import type { MarkTable } from './mark-table.js';
import { MarksReader } from './marks-reader.js';
import { MarksRefused } from './marks-refused.js';

const COLUMNS = ['attempt', 'item', 'mark', 'max'] as const;
const DELIMITERS = [',', ';', '\t'];

/**
 * Reads a CSV with the columns attempt, item, mark and max in any order (others are passed over), separated by
 * comma, semicolon or tab; UTF-8 with or without byte order mark. Throws {@link MarksRefused} with the rows.
 */
export async function readMarks(file: Readable): Promise<MarkTable> {
  let layout: Layout | null = null;
  let reader: MarksReader | null = null;
  for await (const lines of fileLines(file)) {
    for (const { row, text } of lines) {
      if (layout && reader) {
        const cells = split(text, layout.delimiter, row);
        const cell = (column: number) => (cells[layout!.at[column]!] ?? '').trim();
        reader.row(row, cell(0), cell(1), cell(2), cell(3));
      } else {
        layout = layoutOf(text, row);
        reader = new MarksReader(layout.delimiter !== ',');
      }
    }
  }
  if (!reader) throw refused('the file is empty');
  const table = reader.table();
  if (table.attempts === 0) throw refused('the file has no marks below its heading');
  return table;
}

interface Layout {
  delimiter: string;
  /** Where each of COLUMNS is. */
  at: number[];
}

function layoutOf(heading: string, row: number): Layout {
  const delimiter = DELIMITERS.reduce((best, each) =>
    heading.split(each).length > heading.split(best).length ? each : best,
  );
  const names = split(heading, delimiter, row).map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw refused(
      `the heading lacks the column ${missing.join(', ')}; it must name ${COLUMNS.join(',')}`,
      row,
    );
  const twice = COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice) throw refused(`the heading names the column ${twice} twice`, row);
  return { delimiter, at: COLUMNS.map((name) => names.indexOf(name)) };
}

function split(line: string, delimiter: string, row: number): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  try {
    const [cells] = parse(line, { delimiter, relax_column_count: true }) as string[][];
    return cells ?? [];
  } catch (error) {
    if (error instanceof CsvError) throw refused('the quotes do not match', row);
    throw error;
  }
}

const refused = (message: string, row = 0) => new MarksRefused([{ row, message }]);
