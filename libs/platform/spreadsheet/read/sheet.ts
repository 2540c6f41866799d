/** A cell as the file holds it: a number stays a number, since «31180870724» may be an id that lost its zero. */
export type CellValue = string | number | boolean | DateCell | ErrorCell;

/** A number shown as a date; `serial` is kept because a year typed into a date cell looks like 1905. */
export interface DateCell {
  date: string;
  serial: number;
}

/** A formula's error (`#N/A`), or `=` for a formula whose result the file does not hold. */
export interface ErrorCell {
  error: string;
}

export interface SheetRow {
  /** Number as the sheet shows it, from 1. */
  number: number;
  hidden: boolean;
  /** By column from 0; empty cells are holes. */
  cells: (CellValue | undefined)[];
}

/** Rows from 1, columns from 0, all inclusive. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** False for CSV, where every cell is text and a number may have lost its leading zeros unseen. */
  typed: boolean;
  /** Rows with content, in order. */
  rows: SheetRow[];
  merges: Merge[];
}

export function isDateCell(value: CellValue | undefined): value is DateCell {
  return typeof value === 'object' && 'date' in value;
}

export function isErrorCell(value: CellValue | undefined): value is ErrorCell {
  return typeof value === 'object' && 'error' in value;
}

/** The text a person sees, line ends kept, cut at `longest`; a date as dd/mm/yyyy, an error as nothing. */
export function cellText(value: CellValue | undefined, longest = LONGEST): string {
  if (value === undefined || isErrorCell(value)) return '';
  if (isDateCell(value)) return value.date.split('-').reverse().join('/');
  return typeof value === 'string' ? value.slice(0, longest) : String(value);
}

/** No field of a person is longer; a cell can hold 32,767 characters. */
const LONGEST = 1_000;
