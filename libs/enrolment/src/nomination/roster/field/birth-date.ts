import { type CellValue, cellText, isDateCell, isoFromSerial } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import { type Finding, finding, quoted } from './finding.js';

/** A full date (yyyy-mm-dd), or the year when only that is known; neither when nothing valid was written. */
export interface BirthDate {
  date?: string;
  year?: number;
  findings: Finding[];
}

export interface BirthHints {
  /** Calendar day in Việt Nam, yyyy-mm-dd. */
  today: string;
  /** Year in a citizen id of the same row; settles the century of a two-digit year. */
  idYear?: number | undefined;
}

interface Read {
  year: number;
  month?: number;
  day?: number;
  note?: Finding;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function parseBirthDate(value: CellValue | undefined, hints: BirthHints): BirthDate {
  const shown = cleanText(cellText(value));
  if (plain(shown) === '') return { findings: [] };
  const read = isDateCell(value)
    ? fromDateCell(value.date, value.serial)
    : fromText(plain(shown), shown, hints);
  return read
    ? judged(read, shown, hints.today)
    : { findings: [finding('roster.birth-date-invalid', said(shown))] };
}

/** A year typed into a cell formatted as a date shows a day of 1905: nobody alive was born then. */
function fromDateCell(date: string, serial: number): Read | null {
  if (Number.isInteger(serial) && serial >= 1900 && serial <= 2100) return { year: serial };
  const [year, month, day] = date.split('-').map(Number);
  return year ? { year, month: month ?? 0, day: day ?? 0 } : null;
}

/** Words and separators of every kind become one slash, times of day go. */
function plain(text: string): string {
  return fold(text)
    .replace(/[t ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]m)?z?$/, '')
    .replace(/^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/, '$2 $1 $3')
    .replace(/^(\d{4,8})[.,]0+$/, '$1')
    .replace(/\b(sinh|ngay|thang|thg|nam)\b/g, '/')
    .replace(/\b([a-z]{3})[a-z]*\b/g, (word, short: string) => {
      const month = MONTHS.indexOf(short);
      return month < 0 ? word : String(month + 1);
    })
    .replace(/^'/, '')
    .replace(/[\s./\\,_–—-]+/g, '/')
    .replace(/^\/+|\/+$/g, '');
}

function fromText(text: string, shown: string, hints: BirthHints): Read | null {
  const groups = text.split('/');
  if (!groups.every((group) => /^\d+$/.test(group))) return null;
  const lengths = groups.map((group) => group.length);
  const [one, two, three] = groups.map(Number);
  if (groups.length === 3 && lengths[0] === 4) return { year: one!, month: two!, day: three! };
  if (groups.length === 3 && lengths[2] === 4) return { year: three!, month: two!, day: one! };
  if (groups.length === 3 && lengths[2] === 2)
    return withCentury({ day: one!, month: two!, year: three! }, shown, hints);
  if (groups.length === 2 && lengths[1] === 4 && one! <= 12) return { year: two! };
  if (groups.length !== 1) return null;
  if (lengths[0] === 4 && (one! < 1300 || one! > 2500)) return null;
  if (lengths[0] === 4) return { year: one! };
  if (lengths[0] === 2) return withCentury({ year: one! }, shown, hints);
  return fromDigits(groups[0]!, shown, hints);
}

/** Digits run together: 17021990, 7021990 (lost zero), 19900217, 170290, or a day number of Excel. */
function fromDigits(digits: string, shown: string, hints: BirthHints): Read | null {
  if (digits.length === 5) {
    const date = isoFromSerial(Number(digits));
    const age = date ? Number(hints.today.slice(0, 4)) - Number(date.slice(0, 4)) : 0;
    if (!date || age < 6 || age > 100) return null;
    const [year, month, day] = date.split('-').map(Number);
    const read = `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
    return {
      year: year!,
      month: month!,
      day: day!,
      note: finding('roster.birth-date-serial', { value: shown, date: read }),
    };
  }
  const eight = digits.length === 7 ? `0${digits}` : digits;
  const cut = (from: number, to: number) => Number(eight.slice(from, to));
  if (eight.length === 6)
    return withCentury({ day: cut(0, 2), month: cut(2, 4), year: cut(4, 6) }, shown, hints);
  if (eight.length !== 8) return null;
  const dayFirst = { day: cut(0, 2), month: cut(2, 4), year: cut(4, 8) };
  const yearFirst = { year: cut(0, 4), month: cut(4, 6), day: cut(6, 8) };
  return isoOf(dayFirst) || !isoOf(yearFirst) ? dayFirst : yearFirst;
}

/** The century that agrees with the citizen id, else the one that gives an age from 14 to 90; at most one does. */
function withCentury(read: Read, shown: string, hints: BirthHints): Read | null {
  const thisYear = Number(hints.today.slice(0, 4));
  const years = [1900 + read.year, 2000 + read.year];
  const byId = years.find((year) => year === hints.idYear);
  const year = byId ?? years.find((candidate) => thisYear - candidate >= 14 && thisYear - candidate <= 90);
  if (year === undefined) return null;
  return {
    ...read,
    year,
    note: finding('roster.birth-date-two-digit-year', { value: shown, year: String(year) }),
  };
}

function judged(read: Read, shown: string, today: string): BirthDate {
  const notes = read.note ? [read.note] : [];
  const dateless = read.month === undefined || (read.day === 0 && read.month <= 12) || read.month === 0;
  const date = dateless ? null : isoOf(read);
  if (!dateless && !date) return { findings: [finding('roster.birth-date-invalid', said(shown))] };
  const thisYear = Number(today.slice(0, 4));
  if (date ? date > today : read.year > thisYear)
    return { findings: [finding('roster.birth-date-future', said(shown))] };
  const age = thisYear - read.year;
  if (age > 120) return { findings: [finding('roster.birth-date-too-old', said(shown))] };
  if (age < 6 || age > 100)
    notes.push(finding('roster.birth-date-unlikely', { ...said(shown), age: String(age) }));
  if (date) return { date, findings: notes };
  return {
    year: read.year,
    findings: [...notes, finding('roster.birth-year-only', { value: String(read.year) })],
  };
}

/** yyyy-mm-dd if the calendar has the day, else null. */
function isoOf({ year, month = 0, day = 0 }: Read): string | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

function said(shown: string): { value: string } {
  return { value: quoted(shown) };
}
