import type { Translate } from '#platform/i18n';
import { type Table, tablesFile } from '#platform/spreadsheet';
import type { OldImport, StagedRow } from './old-import.js';
import { reasonOf } from './old-register.view.js';
import { FIELDS } from './read/fields.js';

const WIDTH = 24;

/** An empty register to fill in, with one line that shows how. */
export function templateFile(t: Translate): Promise<Buffer> {
  const table: Table = {
    name: t('old-register.template.sheet'),
    columns: FIELDS.map((field) => ({ label: t(`old-register.field.${field}`), width: WIDTH })),
    rows: [FIELDS.map((field) => t(`old-register.template.${field}`))],
  };
  return tablesFile([table]);
}

/** The refused rows under the headings of their file, with the reasons in one more column: to be put right and sent again. */
export function refusedFile({ layout }: OldImport, rows: StagedRow[], t: Translate): Promise<Buffer> {
  const columns = layout?.columns ?? [];
  const table: Table = {
    name: t('old-register.template.sheet'),
    columns: [
      ...columns.map(({ header }) => ({ label: header, width: WIDTH })),
      { label: t('old-register.row'), width: 8 },
      { label: t('old-register.reason'), width: 80 },
    ],
    rows: rows.map(({ row, cells, messages }) => [
      ...columns.map(({ column }) => cells[column] ?? ''),
      row,
      messages.map((each) => reasonOf(each, t)).join(' '),
    ]),
  };
  return tablesFile([table]);
}
