import { type CellValue, cellText, isDateCell } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { parseBirth } from '../../verification/birth-input.js';

/** A day `YYYY-MM-DD` or a year `YYYY`; null for an empty cell, undefined for what is no date. */
export function oldDate(value: CellValue | undefined): string | null | undefined {
  if (isDateCell(value)) {
    // A year typed into a cell that shows dates is a day of 1905.
    const { date, serial } = value;
    return Number.isInteger(serial) && serial >= 1900 && serial <= 2099 ? String(serial) : date.slice(0, 10);
  }
  return parseBirth(cleanText(cellText(value)));
}
