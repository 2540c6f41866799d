import { cleanText } from '#platform/text';
import { parseBirthDate } from '../field/birth-date.js';
import { idYear, parseIdentity } from '../field/citizen-id.js';
import { parseEmail } from '../field/email.js';
import type { Finding } from '../field/finding.js';
import { finding } from '../field/finding.js';
import { type Gender, isTick, parseGender } from '../field/gender.js';
import { parseName } from '../field/person-name.js';
import { parsePhone } from '../field/phone.js';
import { type CellValue, cellText } from '../file/sheet.js';
import { levelOf, messageText } from '../messages.js';
import type { RosterMessage, RosterRow } from './roster-row.js';
import type { RowValues } from './row-values.js';
import type { Sections } from './sections.js';
import type { UnitFinder } from './unit-finding.js';

export interface RowContext {
  values: RowValues;
  units: UnitFinder;
  sections: Sections;
  typed: boolean;
  /** yyyy-mm-dd */
  today: string;
}

/** Reads one person; what other rows say (repeats, names borne twice) comes after. */
export function checkRow(number: number, hidden: boolean, context: RowContext): RosterRow {
  const { values } = context;
  values.moveTo(number);
  const row = emptyRow(number);
  const say = (column: string, findings: readonly Finding[]) => addFindings(row, column, findings);
  if (hidden) say('', [finding('roster.row-hidden')]);
  readErrors(values, say);
  readName(row, values, say);
  const gendered = readGender(row, values, say);
  readBirthAndIdentity(row, values, gendered.birth, context, say);
  readContact(row, values, say);
  readUnit(row, context, say);
  const note = values.texts('note').join(' – ');
  if (note !== '') row.note = note;
  settleOutcome(row);
  return row;
}

type Say = (column: string, findings: readonly Finding[]) => void;

function readErrors(values: RowValues, say: Say): void {
  for (const { header, error } of values.errors()) {
    say(header, [
      error === '=' ? finding('roster.cell-without-result') : finding('roster.cell-error', { value: error }),
    ]);
  }
}

function readName(row: RosterRow, values: RowValues, say: Say): void {
  const written = values.texts('familyName', 'middleName', 'givenName', 'fullName').join(' ');
  const { name, findings } = parseName(written);
  row.name = name;
  say(values.header('Họ và tên', 'fullName', 'familyName', 'givenName'), findings);
}

/** A column «Nam» or «Nữ» holds a tick, or in old lists the birth date of that person. */
function readGender(row: RosterRow, values: RowValues, say: Say): { birth: CellValue | undefined } {
  const stated = values.first('gender');
  if (stated) {
    const { gender, findings } = parseGender(stated.value);
    if (gender) row.gender = gender;
    say(stated.header, findings);
  }
  let birth: CellValue | undefined;
  for (const gender of ['male', 'female'] satisfies Gender[]) {
    const cell = values.first(gender);
    if (!cell || cleanText(cellText(cell.value)) === '') continue;
    row.gender ??= gender;
    if (!isTick(cell.value)) birth = cell.value;
  }
  return { birth };
}

function readBirthAndIdentity(
  row: RosterRow,
  values: RowValues,
  genderedBirth: CellValue | undefined,
  { today, typed }: RowContext,
  say: Say,
): void {
  const idCell = values.first('citizenId');
  const guess = parseIdentity(idCell?.value, { typed: false });
  const idYearHint = guess.citizenId ? idYear(guess.citizenId) : undefined;
  const birth = parseBirthDate(genderedBirth ?? birthCell(values), { today, idYear: idYearHint });
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

function readContact(row: RosterRow, values: RowValues, say: Say): void {
  const both = values.first('phoneEmail');
  const split = both ? splitContact(cellText(both.value)) : { phone: '', email: '' };
  const phoneCell = values.first('phone') ?? (both && { value: split.phone, header: both.header });
  const { phone, others, findings } = parsePhone(phoneCell?.value);
  if (phone) row.phone = phone;
  row.otherPhones = others;
  say(phoneCell?.header ?? 'Số điện thoại', findings);
  const emailCell = values.first('email') ?? (both && { value: split.email, header: both.header });
  const { email, findings: emailFindings } = parseEmail(emailCell?.value);
  if (email) row.email = email;
  say(emailCell?.header ?? 'Email', emailFindings);
}

function splitContact(text: string): { phone: string; email: string } {
  const email = /[^\s;,/|]+\s*@\s*[^\s;,/|]+/.exec(text)?.[0] ?? '';
  return { email, phone: text.replace(email, ' ').replace(/[\s;,/|–-]+$|^[\s;,/|–-]+/g, '') };
}

function readUnit(row: RosterRow, { values, units, sections }: RowContext, say: Say): void {
  const joint = values.texts('jobUnit');
  const parts = values.texts('unitPart', 'unit', 'unitCommune');
  const texts = [...parts, ...joint];
  row.unitText = texts.join(' - ');
  const tries = [
    ...new Set([row.unitText, ...values.texts('unitCommune'), ...values.texts('unit'), ...parts, ...joint]),
  ];
  const { unit, findings } = units.find(texts.length === 0 ? [] : tries, sections);
  row.unitKey = unit?.code ?? null;
  row.unitId = unit?.id ?? null;
  row.unitCode = [unit?.code, unit?.parentCode].find((code) => code && /^\d{5}$/.test(code)) ?? null;
  say(values.header('Đơn vị công tác', 'unit', 'unitCommune', 'unitPart', 'jobUnit'), findings);
  const job = values.texts('jobTitle')[0] ?? joint[0]?.split(/\s*[,;–]\s*|\s-\s/)[0];
  if (job) row.jobTitle = job;
}

function emptyRow(row: number): RosterRow {
  const unit = { unitText: '', unitCode: null, unitKey: null, unitId: null };
  return {
    row,
    outcome: 'accept',
    name: '',
    birthDate: {},
    otherPhones: [],
    ...unit,
    messages: [],
    notices: [],
  };
}

/** Adds findings under a column; notices apart from what bears on the outcome. */
export function addFindings(row: RosterRow, column: string, findings: readonly Finding[]): void {
  for (const { code, params } of findings) {
    const message: RosterMessage = { column, code, message: messageText(code, params), params };
    (levelOf(code) === 'notice' ? row.notices : row.messages).push(message);
  }
}

/** The worst of the row's messages decides. */
export function settleOutcome(row: RosterRow): void {
  const levels = new Set(row.messages.map((message) => levelOf(message.code)));
  row.outcome = levels.has('reject')
    ? 'reject'
    : levels.has('skip')
      ? 'skip'
      : levels.has('warn')
        ? 'warn'
        : 'accept';
}
