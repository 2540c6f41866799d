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

/** Spaces that a reader would drop unless told to keep them. */
const SPACED = /^\s|\s$|\n|\t/;

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

/** Column letters and openings of cells are made once: they are most of a sheet. */
export class RowWriter {
  private readonly openings: Opening[];

  constructor(
    private readonly columns: SheetColumn[],
    private readonly shared: SharedStrings,
  ) {
    this.openings = columns.map(({ style }, index) => openings(columnName(index), style));
  }

  /** Values in the order of the columns; null leaves the cell out. */
  row(number: number, values: (string | null)[]): string {
    let xml = `<row r="${number}">`;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      const column = this.columns[index];
      const opening = this.openings[index];
      if (value === null || value === undefined || !column || !opening) continue;
      xml += this.cell(opening, number, column.kind, value);
    }
    return `${xml}</row>`;
  }

  /** A row whose cells differ from the columns: titles, totals. */
  free(number: number, cells: Cell[]): string {
    const written = cells.map(({ kind, style, value }, index) =>
      value === null ? '' : this.cell(openings(columnName(index), style), number, kind, value),
    );
    return `<row r="${number}">${written.join('')}</row>`;
  }

  private cell(opening: Opening, row: number, kind: Cell['kind'], value: string): string {
    if (kind === 'number') return `${opening.at}${row}${opening.number}${value}</v></c>`;
    const known = kind === 'word' ? this.shared.numberOf(value) : null;
    if (known !== null) return `${opening.at}${row}${opening.word}${known}</v></c>`;
    return `${opening.at}${row}${opening.text}${SPACED.test(value) ? ' xml:space="preserve">' : '>'}${xmlText(value)}</t></is></c>`;
  }
}

type Opening = ReturnType<typeof openings>;

const openings = (column: string, style: number) => {
  const look = style === 0 ? '' : ` s="${style}"`;
  return {
    at: `<c r="${column}`,
    number: `"${look}><v>`,
    word: `"${look} t="s"><v>`,
    text: `"${look} t="inlineStr"><is><t`,
  };
};
