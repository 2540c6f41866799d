import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { finding } from '../field/finding.js';
import { type Gender, isTick, parseGender } from '../field/gender.js';
import { parseName } from '../field/person-name.js';
import { readBirthAndIdentity } from './read-birth.js';
import { readContact } from './read-contact.js';
import { addFindings, type RosterRow, type Say, settleOutcome } from './roster-row.js';
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
  const say: Say = (column, findings) => addFindings(row, column, findings);
  if (hidden) say('', [finding('roster.row-hidden')]);
  readErrors(values, say);
  readName(row, values, say);
  const gendered = readGender(row, values, say);
  readBirthAndIdentity(row, gendered.birth, context, say);
  readContact(row, values, say);
  readUnit(row, context, say);
  const note = values.texts('note').join(' – ');
  if (note !== '') row.note = note;
  settleOutcome(row);
  return row;
}

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
