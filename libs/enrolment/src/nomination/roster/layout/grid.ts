import { type CellValue, cellText, type Merge, type Sheet, type SheetRow } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';

/** A sheet with its merged cells: only the first cell of a merge holds the value, the rest stand for it. */
export class Grid {
  /** Columns in use. */
  readonly width: number;
  private readonly byNumber: Map<number, SheetRow>;
  private readonly byColumn = new Map<number, Merge[]>();

  constructor(readonly sheet: Sheet) {
    this.byNumber = new Map(sheet.rows.map((row) => [row.number, row]));
    this.width = sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  }

  row(number: number): SheetRow | undefined {
    return this.byNumber.get(number);
  }

  value(row: number, column: number): CellValue | undefined {
    return this.byNumber.get(row)?.cells[column];
  }

  /** The merge that covers a cell, if any. */
  mergeAt(row: number, column: number): Merge | undefined {
    let merges = this.byColumn.get(column);
    if (!merges) {
      merges = this.sheet.merges.filter((merge) => merge.left <= column && column <= merge.right);
      merges.sort((one, other) => one.top - other.top);
      this.byColumn.set(column, merges);
    }
    let low = 0;
    let high = merges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const merge = merges[middle]!;
      if (merge.bottom < row) low = middle + 1;
      else if (merge.top > row) high = middle - 1;
      else return merge;
    }
    return undefined;
  }

  /** The value of a cell or of the merge that covers it. */
  covering(row: number, column: number): CellValue | undefined {
    const own = this.value(row, column);
    const merge = own === undefined ? this.mergeAt(row, column) : undefined;
    return merge ? this.value(merge.top, merge.left) : own;
  }

  text(row: number, column: number): string {
    return cleanText(cellText(this.covering(row, column)));
  }

  /** Distinct texts of a row from left to right, with their columns. */
  texts(row: SheetRow): { column: number; text: string }[] {
    const found: { column: number; text: string }[] = [];
    row.cells.forEach((value, column) => {
      const text = cleanText(cellText(value).slice(0, 300));
      if (text !== '') found.push({ column, text });
    });
    return found;
  }
}
