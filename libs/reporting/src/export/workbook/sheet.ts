import type { SharedStrings } from './shared-strings.js';
import { xmlText } from './xml-text.js';

/** Indices into cellXfs of styles.ts. */
export const STYLE = { plain: 0, heading: 1, date: 2, share: 3, number: 4, text: 5, title: 6 } as const;

/** What a cell holds: `v` is already what the sheet stores (a number, days since 1899-12-30, a fraction, a text). */
export interface Cell {
  kind: 'text' | 'word' | 'number';
  style: number;
  value: string | null;
}

export interface SheetColumn {
  kind: Cell['kind'];
  style: number;
  width: number;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A: 0, Z: 25, AA: 26 … */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

export function sheetStart(columns: { width: number }[], options: { frozenRows: number }): string {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const frozen = options.frozenRows
    ? `<pane ySplit="${options.frozenRows}" topLeftCell="A${options.frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
    : '';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

export function sheetEnd(filtered: string | null): string {
  const filter = filtered ? `<autoFilter ref="${filtered}"/>` : '';
  return `</sheetData>${filter}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

export class RowWriter {
  private readonly names: string[];

  constructor(
    private readonly columns: SheetColumn[],
    private readonly shared: SharedStrings,
  ) {
    this.names = columns.map((_, index) => columnName(index));
  }

  /** Values in the order of the columns. */
  row(number: number, values: (string | null)[]): string {
    let xml = `<row r="${number}">`;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      const column = this.columns[index];
      if (value === null || value === undefined || !column) continue;
      xml += this.cell(`${this.names[index]}${number}`, column.kind, column.style, value);
    }
    return `${xml}</row>`;
  }

  /** A row whose cells differ from the columns: titles, totals. */
  free(number: number, cells: Cell[]): string {
    const written = cells.map(({ kind, style, value }, index) =>
      value === null ? '' : this.cell(`${columnName(index)}${number}`, kind, style, value),
    );
    return `<row r="${number}">${written.join('')}</row>`;
  }

  private cell(at: string, kind: Cell['kind'], style: number, value: string): string {
    if (kind === 'number') return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
    const known = kind === 'word' ? this.shared.numberOf(value) : null;
    if (known !== null) return `<c r="${at}" s="${style}" t="s"><v>${known}</v></c>`;
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  }
}
