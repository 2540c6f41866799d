import type { Translate } from '#platform/i18n';
import {
  columnName,
  RowWriter,
  type SharedStrings,
  type SheetColumn,
  STYLE,
  sheetEnd,
  sheetStart,
} from '#platform/spreadsheet';
import type { CopySource } from './copy-source.js';
import { type CellKind, type ExportColumn, sheetSql } from './export-columns.js';

const LOOKS: Record<CellKind, Omit<SheetColumn, 'width'>> = {
  text: { kind: 'text', style: STYLE.text },
  word: { kind: 'word', style: STYLE.plain },
  code: { kind: 'text', style: STYLE.text },
  number: { kind: 'number', style: STYLE.number },
  share: { kind: 'number', style: STYLE.share },
  date: { kind: 'number', style: STYLE.date },
};

/** Headings in the first row, then one row for each person. */
export async function* listSheet(
  source: CopySource,
  columns: ExportColumn[],
  shared: SharedStrings,
  t: Translate,
  told: (rows: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  const looks = columns.map(({ kind, width }) => ({ ...LOOKS[kind], width }));
  const writer = new RowWriter(looks, shared);
  const headings = columns.map(({ name, heading }) => ({
    kind: 'word' as const,
    style: STYLE.heading,
    value: heading ?? t(`reporting.export.${name}`),
  }));
  yield Buffer.from(sheetStart(looks, { frozenRows: 1 }) + writer.free(1, headings));
  let rows = 0;
  const select = columns.map((column) => ({ sql: sheetSql(column), heading: column.name }));
  for await (const batch of source.rows(select)) {
    let xml = '';
    for (const fields of batch) {
      rows += 1;
      xml += writer.row(rows + 1, fields);
    }
    yield Buffer.from(xml);
    await told(rows);
  }
  yield Buffer.from(sheetEnd(`A1:${columnName(columns.length - 1)}${rows + 1}`));
}
