import { type CellValue, cellText, type Sheet } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import { checkRow, type RegisterRules, type RowMessage } from './check-row.js';
import { FIELDS, type Field } from './fields.js';
import type { Layout } from './layout.js';
import { type NumberSummary, summariseNumbers } from './number-summary.js';
import type { OldRow } from './old-entry-facts.js';

export type Outcome = 'accept' | 'warn' | 'same' | 'reject';

/** A number of the register that somebody holds already. */
export interface Holding {
  number: number;
  serial: string | null;
  name: string;
  /** `YYYY-MM-DD` or `YYYY`. */
  birth: string | null;
  /** From an older register, not issued here. */
  imported: boolean;
}

export interface Rules extends RegisterRules {
  /** Whether a number that two people hold is kept for both, as the old register has it. */
  keepsDoubles: boolean;
  /** What stands in the register, and serials that the issuer used in any of its registers. */
  holdings: readonly Holding[];
  serialsElsewhere: ReadonlySet<string>;
}

export interface ReadRow {
  row: number;
  outcome: Outcome;
  /** Texts of all columns of the file. */
  cells: string[];
  entry: OldRow | null;
  messages: RowMessage[];
}

export interface OldRegisterReport {
  rows: ReadRow[];
  counts: Record<Outcome, number>;
  numbers: NumberSummary;
}

/** A number as people type it, as `typed_number` in the database. */
export const typedNumber = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toUpperCase();

/** What would become of each row; reads nothing but what it is given. */
export function checkRegister(sheet: Sheet, layout: Layout, rules: Rules): OldRegisterReport {
  const columnOf = new Map(
    layout.columns.flatMap(({ column, field }) => (field ? [[field, column]] : [])) as [Field, number][],
  );
  const width = Math.max(0, ...layout.columns.map(({ column }) => column + 1));
  const rows: ReadRow[] = [];
  for (const { number, cells } of sheet.rows) {
    if (number <= layout.headerRow) continue;
    const value = (field: Field): CellValue | undefined => {
      const column = columnOf.get(field);
      return column === undefined ? undefined : cells[column];
    };
    if (isNoRow(FIELDS.map((field) => cleanText(cellText(value(field)))))) continue;
    const { entry, errors, notes } = checkRow(value, rules);
    const outcome = errors.length > 0 ? 'reject' : notes.length > 0 ? 'warn' : 'accept';
    const texts = Array.from({ length: width }, (_, column) => cellText(cells[column]));
    rows.push({ row: number, outcome, cells: texts, entry, messages: errors.length > 0 ? errors : notes });
  }
  compareWithRegister(rows, rules);
  compareWithEachOther(rows, rules);
  const counts = { accept: 0, warn: 0, same: 0, reject: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const read = rows.flatMap(({ outcome, entry }) =>
    entry && (outcome === 'accept' || outcome === 'warn') ? [entry] : [],
  );
  return { rows, counts, numbers: summariseNumbers(read, rules.holdings) };
}

/** Empty, or the line that numbers the columns. */
const isNoRow = (texts: string[]): boolean => {
  const filled = texts.filter((text) => text !== '');
  return filled.length === 0 || (filled.length > 2 && filled.every((text) => /^\(?\d{1,2}\)?$/.test(text)));
};

function refuse(row: ReadRow, field: Field, code: string, params: RowMessage['params']): void {
  row.outcome = 'reject';
  row.messages = [{ field, code, params }];
}

function note(row: ReadRow, field: Field, code: string, params: RowMessage['params']): void {
  if (row.messages.some((each) => each.code === code && each.params['row'] === params['row'])) return;
  row.outcome = 'warn';
  row.messages = [{ field, code, params }, ...row.messages];
}

function grouped<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

const samePerson = (one: Pick<Holding, 'name' | 'birth'>, other: Pick<Holding, 'name' | 'birth'>): boolean =>
  fold(one.name) === fold(other.name) && one.birth === other.birth;

/** What stands already is left alone; what contradicts it is refused. */
function compareWithRegister(rows: ReadRow[], rules: Rules): void {
  const byNumber = grouped(rules.holdings, ({ number }) => number);
  const bySerial = grouped(
    rules.holdings.filter(({ serial }) => serial !== null),
    ({ serial }) => typedNumber(serial!),
  );
  for (const row of rows) {
    const { entry } = row;
    if (!entry) continue;
    const key = entry.serial === null ? null : typedNumber(entry.serial);
    const held = [
      ...new Set([...(byNumber.get(entry.number) ?? []), ...((key !== null && bySerial.get(key)) || [])]),
    ];
    const other = held.find((each) => !each.imported) ?? held[0];
    const recorded = (each: Holding) =>
      each.imported && each.number === entry.number && samePerson(each, entry);
    if (held.some(recorded)) row.outcome = 'same';
    else if (other && !other.imported) refuse(row, 'entryNumber', 'taken-here', { name: other.name });
    else if (other && !rules.keepsDoubles) refuse(row, 'entryNumber', 'taken-before', { name: other.name });
    else if (other) note(row, 'entryNumber', 'double-kept', { name: other.name });
    else if (key !== null && rules.serialsElsewhere.has(key)) refuse(row, 'serial', 'serial-elsewhere', {});
  }
}

/** One number on several rows: the same row again, or several people. */
function compareWithEachOther(rows: ReadRow[], rules: Rules): void {
  const living = rows.filter(({ entry, outcome }) => entry && outcome !== 'same' && outcome !== 'reject');
  const groups = [
    ...grouped(living, ({ entry }) => entry!.number).values(),
    ...grouped(
      living.filter(({ entry }) => entry!.serial !== null),
      ({ entry }) => typedNumber(entry!.serial!),
    ).values(),
  ];
  for (const group of groups) {
    const [first, ...others] = group.filter(({ outcome }) => outcome !== 'reject');
    if (!first?.entry || others.length === 0) continue;
    const different = others.filter(({ entry }) => !samePerson(entry!, first.entry!));
    for (const row of others)
      if (!different.includes(row)) refuse(row, 'entryNumber', 'repeated', { row: first.row });
    if (different.length === 0) continue;
    for (const row of [first, ...different]) {
      const with_ = row === first ? different[0]! : first;
      const params = { row: with_.row, name: with_.entry!.name };
      if (rules.keepsDoubles) note(row, 'entryNumber', 'double-kept-in-file', params);
      else refuse(row, 'entryNumber', 'two-people', params);
    }
  }
}
