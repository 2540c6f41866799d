import { cellText, isDateCell } from '#platform/spreadsheet';
import { finding } from '../field/finding.js';
import type { Grid } from '../layout/grid.js';
import { columnsOf, type TableLayout } from '../layout/layout.js';
import { addFindings, type RosterRow, settleOutcome } from './roster-row.js';

const ENOUGH = 8;

/**
 * An Excel set to month/day takes 12/03/1982 for 3 December and makes a date of it, but leaves 26/03/1980 a text.
 * Where every text has a day past 12 and no date cell has, the date cells are almost surely such (chance below 1 in
 * 1,000 at eight of each), and are pointed out.
 */
export function markSwappedDates(grid: Grid, layout: TableLayout, rows: readonly RosterRow[]): void {
  const [column] = columnsOf(layout, 'birthDate');
  if (!column) return;
  const cells: RosterRow[] = [];
  let texts = 0;
  for (const row of rows) {
    const value = grid.value(row.row, column.column);
    const day = Number(/^\D*(\d{1,2})\D/.exec(cellText(value))?.[1]);
    if (isDateCell(value)) {
      if (day > 12) return;
      cells.push(row);
    } else if (row.birthDate.date) {
      if (day <= 12) return;
      texts++;
    }
  }
  if (cells.length < ENOUGH || texts < ENOUGH) return;
  for (const row of cells) {
    const [year, month, day] = row.birthDate.date?.split('-') ?? [];
    if (!day || day === month) continue;
    const said = { value: `${day}/${month}/${year}`, other: `${month}/${day}/${year}` };
    addFindings(row, column.header, [finding('roster.birth-date-swapped', said)]);
    settleOutcome(row);
  }
}
