import type { Sheet } from '#platform/spreadsheet';
import { detectLayout, mappedLayout } from '../layout/detect-layout.js';
import { Grid } from '../layout/grid.js';
import { columnsOf, type ManualMapping, type TableLayout } from '../layout/layout.js';
import { RosterRefused } from '../roster-refused.js';

export interface ChosenSheet {
  sheet: Sheet;
  grid: Grid;
  layout: TableLayout;
  otherSheets: string[];
}

/** The sheet the sender named, else of those with a header the visible one with the most rows below it. */
export function chooseSheet(sheets: readonly Sheet[], mapping: ManualMapping): ChosenSheet {
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw new RosterRefused('roster.file-empty');
  const named = mapping.sheet === undefined ? sheets : sheets.filter((sheet) => sheet.name === mapping.sheet);
  if (named.length === 0) throw new RosterRefused('roster.sheet-not-found', { sheet: mapping.sheet ?? '' });
  const manual = mapping.headerRow !== undefined || mapping.columns !== undefined;
  const tables = named.flatMap((sheet) => {
    const grid = new Grid(sheet);
    const layout = manual ? mappedLayout(sheet, mapping, grid) : detectLayout(sheet, grid);
    if (!layout) return [];
    const below = sheet.rows.filter((row) => row.number > layout.headerRows[1]).length;
    return [{ sheet, grid, layout, below, rank: (sheet.hidden ? 0 : 2) + (below > 0 ? 4 : 0) }];
  });
  tables.sort((one, other) => other.rank - one.rank || other.below - one.below);
  const [best, ...others] = tables;
  if (!best) throw new RosterRefused('roster.header-not-found');
  const { sheet, grid, layout } = best;
  if (!manual && areSideBySide(layout)) throw new RosterRefused('roster.tables-side-by-side');
  const otherSheets = others
    .filter((table) => table.below > 0 && !table.sheet.hidden)
    .map((table) => table.sheet.name);
  return { sheet, grid, layout, otherSheets };
}

/** Two name columns apart under one header: a row would hold two people. */
function areSideBySide(layout: TableLayout): boolean {
  const names = columnsOf(layout, 'fullName').map(({ column }) => column);
  const between = (from: number, to: number) =>
    layout.columns.some(({ column, field }) => column > from && column < to && field !== null);
  return names.some((column, index) => index > 0 && between(names[index - 1]!, column));
}
