import { type CellValue, cellText, isDateCell, isErrorCell } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import type { Grid } from '../layout/grid.js';
import type { Field } from '../layout/header-words.js';
import { columnsOf, type LayoutColumn, type TableLayout } from '../layout/layout.js';

const DITTO = /^("|''|”|“|〃|-?\s*nt\s*-?|như trên|-?\/\/-?)$/iu;
/** Fields in which one cell may stand for the rows below it, merged or by ditto marks. */
const SPREADING: ReadonlySet<Field> = new Set(['unit', 'unitCommune', 'unitPart', 'jobUnit', 'jobTitle']);

/** The cells of one row by field; header names for messages. */
export class RowValues {
  private readonly above = new Map<number, CellValue>();
  private row = 0;

  constructor(
    private readonly grid: Grid,
    private readonly layout: TableLayout,
  ) {}

  /** Moves to the next row; ditto marks refer to the person before. */
  moveTo(row: number): void {
    this.row = row;
  }

  has(...fields: Field[]): boolean {
    return columnsOf(this.layout, ...fields).length > 0;
  }

  header(fallback: string, ...fields: Field[]): string {
    return columnsOf(this.layout, ...fields)[0]?.header ?? fallback;
  }

  /** The first filled cell among the columns of these fields. */
  first(...fields: Field[]): { value: CellValue; header: string } | undefined {
    for (const column of columnsOf(this.layout, ...fields)) {
      const value = this.at(column);
      if (value !== undefined && !isErrorCell(value)) return { value, header: column.header };
    }
    return undefined;
  }

  /** The texts of all columns of these fields, in sheet order. */
  texts(...fields: Field[]): string[] {
    return columnsOf(this.layout, ...fields)
      .map((column) => cleanText(cellText(this.at(column)).replace(/[\r\n]+/g, ' – ')))
      .filter((text) => text !== '');
  }

  /** Formula errors in columns that are read. */
  errors(): { header: string; error: string }[] {
    return this.layout.columns.flatMap((column) => {
      const value = column.field ? this.grid.value(this.row, column.column) : undefined;
      return isErrorCell(value) ? [{ header: column.header, error: value.error }] : [];
    });
  }

  private at(column: LayoutColumn): CellValue | undefined {
    const spreads = column.field !== null && SPREADING.has(column.field);
    const merge = spreads ? this.grid.mergeAt(this.row, column.column) : undefined;
    const down = merge && merge.left === column.column && merge.top < this.row;
    const value = down ? this.grid.value(merge.top, merge.left) : this.grid.value(this.row, column.column);
    if (!spreads || value === undefined || isDateCell(value)) return value;
    if (typeof value === 'string' && DITTO.test(value.trim())) return this.above.get(column.column);
    this.above.set(column.column, value);
    return value;
  }
}
