import { Readable } from 'node:stream';
import type { Translate } from '#platform/i18n';
import { SharedStrings, workbookFile } from '#platform/spreadsheet';
import type { ExportFormat } from './class-export.js';
import type { CopySource } from './copy-source.js';
import { csvFile } from './csv-file.js';
import { csvSql, type ExportColumn } from './export-columns.js';
import { listSheet } from './list-sheet.js';

/**
 * A list as CSV, or as a workbook of one sheet. `columns` have headings of their own. To be read to its end or
 * destroyed: either closes the source, which was opened before.
 */
export function listFile(
  source: CopySource,
  columns: ExportColumn[],
  { format, sheet, t }: { format: ExportFormat; sheet: string; t: Translate },
  told: (rows: number) => Promise<void>,
): Readable {
  const shared = new SharedStrings();
  const select = columns.map((column) => ({ sql: csvSql(column), heading: column.heading ?? '' }));
  const content =
    format === 'csv'
      ? Readable.from(csvFile(source, select, told), { objectMode: false })
      : workbookFile([{ name: sheet, xml: () => listSheet(source, columns, shared, t, told) }], shared);
  content.once('close', () => void source.close().catch(() => {}));
  return content;
}
