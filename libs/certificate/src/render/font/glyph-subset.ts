import type { TrueTypeFile } from './true-type-file.js';

/**
 * The subset that PDFKit asks of a font: `includeGlyph` renumbers, `encode` writes a TrueType file.
 * It copies glyphs prepared once per process, where fontkit decodes and encodes them for every document.
 */
export class GlyphSubset {
  readonly #font: TrueTypeFile;
  readonly #glyphs: number[] = [0];
  readonly #numbers = new Map<number, number>([[0, 0]]);

  constructor(font: TrueTypeFile) {
    this.#font = font;
  }

  includeGlyph(glyphId: number): number {
    let number = this.#numbers.get(glyphId);
    if (number === undefined) {
      number = this.#glyphs.push(glyphId) - 1;
      this.#numbers.set(glyphId, number);
    }
    return number;
  }

  encode(): Uint8Array {
    const count = this.#glyphs.length;
    const outlines = this.#glyphs.map((id) => this.#font.glyph(id));
    const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + outline.length, 0));
    const loca = new DataView(new ArrayBuffer((count + 1) * 4));
    const hmtx = new DataView(new ArrayBuffer(count * 4));
    let offset = 0;
    outlines.forEach((outline, index) => {
      const { advance, leftBearing } = this.#font.metrics(this.#glyphs[index]!);
      loca.setUint32(index * 4, offset);
      hmtx.setUint16(index * 4, advance);
      hmtx.setInt16(index * 4 + 2, leftBearing);
      glyf.set(outline, offset);
      offset += outline.length;
    });
    loca.setUint32(count * 4, offset);

    return writeFontFile([
      ['glyf', glyf],
      [
        'head',
        this.#patched('head', (view) => {
          view.setUint32(8, 0);
          view.setInt16(50, 1);
        }),
      ],
      ['hhea', this.#patched('hhea', (view) => view.setUint16(34, count))],
      ['hmtx', new Uint8Array(hmtx.buffer)],
      ['loca', new Uint8Array(loca.buffer)],
      [
        'maxp',
        this.#patched('maxp', (view) => {
          view.setUint16(4, count);
          // Flattened composites are as large as the largest composite was.
          view.setUint16(6, Math.max(view.getUint16(6), view.getUint16(10)));
          view.setUint16(8, Math.max(view.getUint16(8), view.getUint16(12)));
          for (const unused of [10, 12, 20, 22, 24, 26, 28, 30]) view.setUint16(unused, 0);
        }),
      ],
    ]);
  }

  #patched(tag: string, change: (view: DataView) => void): Uint8Array {
    const bytes = this.#font.copyOf(tag);
    change(new DataView(bytes.buffer));
    return bytes;
  }
}

function writeFontFile(tables: [tag: string, bytes: Uint8Array][]): Uint8Array {
  const aligned = (length: number) => (length + 3) & ~3;
  const headerLength = 12 + tables.length * 16;
  const file = new Uint8Array(
    headerLength + tables.reduce((sum, [, bytes]) => sum + aligned(bytes.length), 0),
  );
  const view = new DataView(file.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, (tables.length - 2 ** power) * 16);
  let offset = headerLength;
  tables.forEach(([tag, bytes], index) => {
    const at = 12 + index * 16;
    file.set(bytes, offset);
    for (let i = 0; i < 4; i++) view.setUint8(at + i, tag.charCodeAt(i));
    view.setUint32(at + 4, checksum(view, offset, aligned(bytes.length)));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, bytes.length);
    offset += aligned(bytes.length);
  });
  return file;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
