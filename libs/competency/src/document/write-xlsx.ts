import type { Translate } from '#platform/i18n';
import { neutralised, type Table, tablesFile } from '#platform/spreadsheet';
import { type FrameworkDocument, PARTS, type Part } from './framework-document.js';
import { COLUMNS, columnLabel, evidenceLabel, groupLabel, HEAD_FIELDS, sheetLabel } from './xlsx-words.js';

type Row = Record<string, unknown>;

/** A workbook with one sheet for what the framework is and one for each kind of row, in the reader's language. */
export function writeXlsx(document: FrameworkDocument, t: Translate): Promise<Buffer> {
  return tablesFile([headSheet(document, t), ...PARTS.map((part) => partSheet(part, document[part], t))]);
}

function headSheet({ framework }: FrameworkDocument, t: Translate): Table {
  const head = framework as unknown as Row;
  const rows = HEAD_FIELDS.flatMap((field) =>
    [head[field]].flat().map((value) => [columnLabel(t, field), cellOf(field, value, t)]),
  );
  // An empty list still has its line: one sees where to write.
  for (const field of ['notes', 'retired'] as const)
    if (framework[field].length === 0) rows.push([columnLabel(t, field), null]);
  const columns = [
    { label: t('competency.column.item'), width: 26 },
    { label: t('competency.column.content'), width: 100 },
  ];
  return { name: sheetLabel(t, 'framework'), columns, rows };
}

function partSheet(part: Part, given: readonly object[], t: Translate): Table {
  const fields = Object.entries(COLUMNS[part]);
  return {
    name: sheetLabel(t, part),
    columns: fields.map(([field, width]) => ({ label: columnLabel(t, field), width })),
    rows: given.map((row) => fields.map(([field]) => cellOf(field, (row as Row)[field], t))),
  };
}

function cellOf(field: string, value: unknown, t: Translate): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length > 0 ? value.join('; ') : null;
  const text = String(value);
  if (field === 'evidence') return evidenceLabel(t, text);
  if (field === 'targetGroup') return groupLabel(t, text);
  return neutralised(text);
}
