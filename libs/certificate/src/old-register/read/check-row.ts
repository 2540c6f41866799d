import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import type { NumberPattern } from '../../register/number-pattern.js';
import type { Field } from './fields.js';
import { oldDate } from './old-date.js';
import type { OldRow } from './old-entry-facts.js';

/** Something to say about a row; the words stand under `old-register.problem.<code>`. */
export interface RowMessage {
  field: Field | null;
  code: string;
  params: Record<string, string | number>;
}

/** What a file is checked against. */
export interface RegisterRules {
  year: number;
  serials: NumberPattern;
  entries: NumberPattern;
  /** Today in Viet Nam, `YYYY-MM-DD`. */
  today: string;
  /** For rows that name none. */
  course: string | null;
  /** Folded titles of the courses that the platform has. */
  knownCourses: ReadonlySet<string>;
  /** Whether a course that the platform does not have is kept in the words of the book. */
  keepsCourses: boolean;
}

export interface CheckedRow {
  /** Null when something is wrong. */
  entry: OldRow | null;
  errors: RowMessage[];
  notes: RowMessage[];
}

const LONGEST = { fullName: 120, unit: 200, course: 300, result: 100 } as const;
const HIGHEST_NUMBER = 1_999_999_999;
/** Controls, halves of broken decoding, and characters that turn the direction of writing. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|[\uFFFD\u202A-\u202E\u2066-\u2069]/u;

/** Checks what one row says by itself. */
export function checkRow(value: (field: Field) => CellValue | undefined, rules: RegisterRules): CheckedRow {
  const errors: RowMessage[] = [];
  const notes: RowMessage[] = [];
  const wrong = (field: Field, code: string, params: RowMessage['params'] = {}) => {
    errors.push({ field, code, params });
    return null;
  };

  const text = (field: keyof typeof LONGEST): string => {
    const raw = cellText(value(field));
    const clean = cleanText(raw);
    if (UNWRITABLE.test(raw)) wrong(field, 'unwritable', { value: quoted(clean) });
    else if (clean.length > LONGEST[field]) wrong(field, 'too-long', { most: LONGEST[field] });
    return clean;
  };

  const number = (field: 'serial' | 'entryNumber', pattern: NumberPattern) => {
    const typed = cleanText(cellText(value(field)));
    if (typed === '') return null;
    const read = pattern.parse(typed);
    if (!read || read.sequence > HIGHEST_NUMBER)
      return wrong(field, 'number-shape', { value: quoted(typed), pattern: pattern.pattern });
    if (read.year !== undefined && read.year !== rules.year)
      return wrong(field, 'number-year', { value: quoted(typed), year: String(rules.year) });
    return { typed, sequence: read.sequence };
  };

  const entryNumber = number('entryNumber', rules.entries);
  const serial = number('serial', rules.serials);
  if (!entryNumber && !serial && errors.length === 0) wrong('entryNumber', 'number-missing');
  if (entryNumber && serial && entryNumber.sequence !== serial.sequence)
    notes.push({ field: 'serial', code: 'numbers-differ', params: {} });

  const name = text('fullName');
  if (name === '') wrong('fullName', 'name-missing');

  const issuedOn = dayOfIssue(value('issuedOn'), rules, wrong, notes);
  const birth = birthOf(value('birth'), issuedOn ?? rules.today, wrong);

  const course = text('course') || (rules.course ?? '');
  if (course === '') wrong('course', 'course-missing');
  else if (!rules.knownCourses.has(fold(course))) {
    if (rules.keepsCourses) notes.push({ field: 'course', code: 'course-unknown', params: {} });
    else wrong('course', 'course-unknown', { value: quoted(course) });
  }
  const [unit, result] = [text('unit'), text('result')];

  const first = entryNumber ?? serial;
  if (errors.length > 0 || !first || !issuedOn) return { entry: null, errors, notes };
  const entry: OldRow = {
    number: first.sequence,
    highest: Math.max(first.sequence, serial?.sequence ?? 0),
    serial: serial?.typed ?? null,
    entryNumber: entryNumber?.typed ?? null,
    name,
    birth,
    unit: unit || null,
    course,
    result: result || null,
    issuedOn,
  };
  return { entry, errors, notes };
}

type Wrong = (field: Field, code: string, params?: RowMessage['params']) => null;

function dayOfIssue(
  value: CellValue | undefined,
  { today, year }: RegisterRules,
  wrong: Wrong,
  notes: RowMessage[],
): string | null {
  const day = oldDate(value);
  const params = { value: quoted(cellText(value)) };
  if (day === null) return wrong('issuedOn', 'issued-missing');
  if (day === undefined || day.length !== 10) return wrong('issuedOn', 'date-unreadable', params);
  if (day > today) return wrong('issuedOn', 'date-future', params);
  if (!day.startsWith(String(year)))
    notes.push({ field: 'issuedOn', code: 'issued-year', params: { year: String(year) } });
  return day;
}

function birthOf(value: CellValue | undefined, issuedOn: string, wrong: Wrong): string | null {
  const birth = oldDate(value);
  const params = { value: quoted(cellText(value)) };
  if (birth === undefined) return wrong('birth', 'date-unreadable', params);
  if (birth === null) return null;
  if (birth.slice(0, 4) < '1900') return wrong('birth', 'date-unreadable', params);
  return birth >= issuedOn.slice(0, birth.length) ? wrong('birth', 'birth-late', params) : birth;
}

const quoted = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
