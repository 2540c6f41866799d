import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { parseBirthDate } from '../field/birth-date.js';
import { idYear, parseIdentity } from '../field/citizen-id.js';
import { finding } from '../field/finding.js';
import type { RosterRow, Say } from './roster-row.js';
import type { RowValues } from './row-values.js';

/** Birth date and id together: each helps to read the other. `gendered`: a date under «Nam» or «Nữ». */
export function readBirthAndIdentity(
  row: RosterRow,
  gendered: CellValue | undefined,
  { values, typed, today }: { values: RowValues; typed: boolean; today: string },
  say: Say,
): void {
  const idCell = values.first('citizenId');
  const guess = parseIdentity(idCell?.value, { typed: false });
  const idYearHint = guess.citizenId ? idYear(guess.citizenId) : undefined;
  const birth = parseBirthDate(gendered ?? birthCell(values), { today, idYear: idYearHint });
  row.birthDate = { ...(birth.date && { date: birth.date }), ...(birth.year && { year: birth.year }) };
  const named = values.header('Ngày sinh', 'birthDate', 'birthDay', 'birthYear', 'male', 'female');
  const blank = birth.findings.length === 0 && !birth.date && !birth.year;
  const expected = values.has('birthDate', 'birthYear', 'birthDay');
  say(named, blank && expected ? [finding('roster.birth-date-missing')] : birth.findings);
  const birthYear = birth.year ?? (birth.date ? Number(birth.date.slice(0, 4)) : undefined);
  const identity = parseIdentity(idCell?.value, { typed, birthYear, gender: row.gender });
  if (identity.citizenId) row.citizenId = identity.citizenId;
  if (identity.oldIdNumber) row.oldIdNumber = identity.oldIdNumber;
  say(idCell?.header ?? 'Số CCCD', identity.findings);
}

/** One cell, or day, month and year put together; a lone year stands by itself. */
function birthCell(values: RowValues): CellValue | undefined {
  const whole = values.first('birthDate')?.value;
  const year = values.first('birthYear')?.value;
  const text = (cell: CellValue | undefined) => cleanText(cellText(cell));
  if (whole !== undefined) {
    const dayAndMonth = year !== undefined && /^\d{1,2}\s*[/.-]\s*\d{1,2}$/.test(text(whole));
    return dayAndMonth ? `${text(whole)}/${text(year)}` : whole;
  }
  const day = text(values.first('birthDay')?.value);
  const month = text(values.first('birthMonth')?.value);
  if (day === '' && month === '') return year;
  return [day || '0', month || '0', text(year)].join('/');
}
