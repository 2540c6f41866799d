import { type CellValue, cellText } from '#platform/spreadsheet';
import { parseEmail } from '../field/email.js';
import { parsePhone } from '../field/phone.js';
import type { Field } from '../layout/header-words.js';
import type { RosterRow, Say } from './roster-row.js';
import type { RowValues } from './row-values.js';

/** Phone and e-mail, from columns of their own or from one that holds both. */
export function readContact(row: RosterRow, values: RowValues, say: Say): void {
  const both = values.first('phoneEmail');
  const split = both ? splitContact(cellText(both.value)) : { phone: '', email: '' };
  const phoneCell = joined(values, 'phone') ?? (both && { value: split.phone, header: both.header });
  const { phone, others, findings } = parsePhone(phoneCell?.value);
  if (phone) row.phone = phone;
  row.otherPhones = others;
  say(phoneCell?.header ?? 'Số điện thoại', findings);
  const emailCell = joined(values, 'email') ?? (both && { value: split.email, header: both.header });
  const { email, findings: emailFindings } = parseEmail(emailCell?.value);
  if (email) row.email = email;
  say(emailCell?.header ?? 'Email', emailFindings);
}

/** Of several columns («cơ quan», «di động») all that are filled count, as if they stood in one cell. */
function joined(values: RowValues, field: Field): { value: CellValue; header: string } | undefined {
  const texts = values.texts(field);
  const first = values.first(field);
  return first && texts.length > 1 ? { value: texts.join(' ; '), header: first.header } : first;
}

function splitContact(text: string): { phone: string; email: string } {
  const email = /[^\s;,/|]+\s*@\s*[^\s;,/|]+/.exec(text)?.[0] ?? '';
  return { email, phone: text.replace(email, ' ').replace(/[\s;,/|–-]+$|^[\s;,/|–-]+/g, '') };
}
