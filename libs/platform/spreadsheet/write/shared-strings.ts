import { xmlText } from './xml-text.js';

/** Beyond this many different ones a text is written into its cell, so that memory stays bounded. */
const MOST = 20_000;

/** Texts that repeat (units, groups, states) are stored once in a workbook and referred to by number. */
export class SharedStrings {
  private readonly numbers = new Map<string, number>();

  /** Null when there are too many already. */
  numberOf(text: string): number | null {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    if (this.numbers.size >= MOST) return null;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  *xml(): Generator<Buffer> {
    yield Buffer.from(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="${this.numbers.size}">`,
    );
    let part = '';
    for (const text of this.numbers.keys()) {
      part += `<si><t xml:space="preserve">${xmlText(text)}</t></si>`;
      if (part.length > 65_536) {
        yield Buffer.from(part);
        part = '';
      }
    }
    yield Buffer.from(`${part}</sst>`);
  }
}
