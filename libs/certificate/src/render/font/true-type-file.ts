import { readOutline, writeSimpleGlyph } from './glyph-outline.js';

/** The few tables of a TrueType file that a subset needs, with glyphs made self-contained on first use. */
export class TrueTypeFile {
  readonly #file: DataView;
  readonly #tables = new Map<string, { offset: number; length: number }>();
  readonly #glyphs = new Map<number, Uint8Array>();
  readonly #metricCount: number;
  readonly #longOffsets: boolean;

  constructor(bytes: Uint8Array) {
    this.#file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const tableCount = this.#file.getUint16(4);
    for (let i = 0; i < tableCount; i++) {
      const at = 12 + i * 16;
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
      this.#tables.set(tag, { offset: this.#file.getUint32(at + 8), length: this.#file.getUint32(at + 12) });
    }
    this.#metricCount = this.table('hhea').getUint16(34);
    this.#longOffsets = this.table('head').getInt16(50) === 1;
  }

  table(tag: string): DataView {
    const table = this.#tables.get(tag);
    if (!table) throw new Error(`The font has no “${tag}” table`);
    return new DataView(this.#file.buffer, this.#file.byteOffset + table.offset, table.length);
  }

  copyOf(tag: string): Uint8Array {
    const table = this.table(tag);
    return new Uint8Array(table.buffer, table.byteOffset, table.byteLength).slice();
  }

  /** Outline bytes with composites flattened, so that a subset holds exactly the glyphs it uses. */
  glyph(glyphId: number): Uint8Array {
    let bytes = this.#glyphs.get(glyphId);
    if (!bytes) {
      const load = (id: number) => this.#rawGlyph(id);
      bytes = writeSimpleGlyph(readOutline(load(glyphId), load));
      this.#glyphs.set(glyphId, bytes);
    }
    return bytes;
  }

  metrics(glyphId: number): { advance: number; leftBearing: number } {
    const hmtx = this.table('hmtx');
    const last = this.#metricCount - 1;
    return {
      advance: hmtx.getUint16(Math.min(glyphId, last) * 4),
      leftBearing:
        glyphId <= last
          ? hmtx.getInt16(glyphId * 4 + 2)
          : hmtx.getInt16(this.#metricCount * 4 + (glyphId - this.#metricCount) * 2),
    };
  }

  #rawGlyph(glyphId: number): DataView {
    const loca = this.table('loca');
    const offsetOf = (id: number) =>
      this.#longOffsets ? loca.getUint32(id * 4) : loca.getUint16(id * 2) * 2;
    const start = offsetOf(glyphId);
    const glyf = this.table('glyf');
    return new DataView(glyf.buffer, glyf.byteOffset + start, offsetOf(glyphId + 1) - start);
  }
}
