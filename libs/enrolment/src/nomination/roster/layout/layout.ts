import type { Field } from './header-words.js';

/** A column of the sheet and what it is read as; `field` is null for a column that is not read. */
export interface LayoutColumn {
  /** From 0. */
  column: number;
  /** Text of the header as in the file, both lines of a two-line header joined by « – ». */
  header: string;
  field: Field | null;
}

/** Where the table of a sheet is. */
export interface TableLayout {
  sheet: string;
  /** First and last line of the header; equal for a plain one. */
  headerRows: [number, number];
  columns: LayoutColumn[];
}

/** The sender's own choice, made in the wizard: it wins over what was detected. */
export interface ManualMapping {
  sheet?: string;
  /** Last line of the header; people begin below it. */
  headerRow?: number;
  /** Field by column from 0; null leaves a column unread. Columns not named keep what was detected. */
  columns?: Record<number, Field | null>;
}

/** Columns read as one of the fields, in sheet order. */
export function columnsOf(layout: TableLayout, ...fields: Field[]): LayoutColumn[] {
  return layout.columns.filter((column) => column.field !== null && fields.includes(column.field));
}
