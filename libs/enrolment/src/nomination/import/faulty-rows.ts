import { stringify } from 'csv-stringify/sync';
import type { Locale } from '#platform/i18n';
import { messageText } from '../roster/read-roster.js';
import type { ReviewedRow } from './roster-import.repository.js';

/** UTF-8 with a byte order mark, as spreadsheets expect; cells that would be formulas are kept as text. */
export function faultyRowsCsv(rows: ReviewedRow[], locale: Locale): string {
  const lines = rows.map((row) => [
    row.row,
    safe(row.data.name),
    safe(row.data.unitText),
    safe(row.messages.map((each) => each.column).join('; ')),
    safe(row.messages.map((each) => messageText(each.code, each.params, locale)).join(' ')),
  ]);
  const header =
    locale === 'vi'
      ? ['Dòng', 'Họ và tên', 'Đơn vị', 'Cột', 'Lý do']
      : ['Row', 'Name', 'Unit', 'Column', 'Reason'];
  return `\uFEFF${stringify([header, ...lines], { record_delimiter: 'windows' })}`;
}

const safe = (text: string): string => (/^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text);
