import { create, type Font } from 'fontkit';
import { GlyphSubset } from './glyph-subset.js';
import { TrueTypeFile } from './true-type-file.js';

interface ShapedGlyph {
  id: number;
  advanceWidth: number;
  codePoints: number[];
}

interface GlyphPosition {
  xAdvance: number;
  yAdvance: number;
  xOffset: number;
  yOffset: number;
}

export interface ShapedRun {
  glyphs: ShapedGlyph[];
  positions: GlyphPosition[];
  advanceWidth: number;
}

/** Latin letters need kerning and nothing else; only words with combining marks go through the full shaper. */
const COMBINING_MARK = /\p{M}/u;
const SPACE = 0x20;
const NO_LIGATURES = { liga: false, clig: false, calt: false, dlig: false };

/**
 * A font parsed once and shared by every document of the process. It has the members PDFKit uses of a
 * fontkit font, with shaping from tables that fill as letters are met and with a subset that only copies.
 */
export class Face {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly xHeight: number;
  readonly capHeight: number;
  readonly lineGap: number;
  readonly italicAngle: number;
  readonly bbox: Font['bbox'];
  readonly post: { isFixedPitch: boolean };
  readonly head: { macStyle: { italic: boolean } };
  readonly #font: Font;
  readonly #file: TrueTypeFile;
  readonly #codePoints: ReadonlySet<number>;
  readonly #glyphs = new Map<number, ShapedGlyph>();
  readonly #kerning = new Map<number, number>();

  constructor(bytes: Uint8Array) {
    const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) as Font;
    this.#font = font;
    this.#file = new TrueTypeFile(bytes);
    this.#codePoints = new Set(font.characterSet);
    this.postscriptName = font.postscriptName;
    this.unitsPerEm = font.unitsPerEm;
    this.ascent = font.ascent;
    this.descent = font.descent;
    this.xHeight = font.xHeight;
    this.capHeight = font.capHeight;
    this.lineGap = font.lineGap;
    this.italicAngle = font.italicAngle;
    this.bbox = font.bbox;
    this.post = { isFixedPitch: false };
    this.head = { macStyle: { italic: font.italicAngle !== 0 } };
  }

  has(codePoint: number): boolean {
    return this.#codePoints.has(codePoint);
  }

  getGlyph(glyphId: number): { advanceWidth: number } {
    return { advanceWidth: this.#file.metrics(glyphId).advance };
  }

  createSubset(): GlyphSubset {
    return new GlyphSubset(this.#file);
  }

  /** Width of a line of text in points. */
  width(text: string, size: number, tracking = 0): number {
    return (this.#advance(text) * size) / this.unitsPerEm + tracking * text.length;
  }

  /** How far the ink of a line reaches above and below its baseline, in points; below is negative. */
  extent(text: string, size: number): { top: number; bottom: number } {
    const boxes = this.#font.glyphsForString(text).map((glyph) => glyph.bbox);
    const scale = size / this.unitsPerEm;
    const inked = boxes.filter((box) => box.maxY > box.minY);
    return {
      top: Math.max(0, ...inked.map((box) => box.maxY)) * scale,
      bottom: Math.min(0, ...inked.map((box) => box.minY)) * scale,
    };
  }

  /** The outline of a glyph as an SVG path in units of the em, y upwards. */
  outline(glyphId: number): string {
    return this.#font.getGlyph(glyphId).path.toSVG();
  }

  /** Fresh positions each time: PDFKit scales them in place. */
  layout(text: string): ShapedRun {
    if (COMBINING_MARK.test(text)) return this.#fullLayout(text);
    const run: ShapedRun = { glyphs: [], positions: [], advanceWidth: 0 };
    this.#walk(text, (glyph, xAdvance) => {
      run.glyphs.push(glyph);
      run.positions.push({ xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 });
      run.advanceWidth += xAdvance;
    });
    return run;
  }

  #advance(text: string): number {
    if (COMBINING_MARK.test(text)) return this.#fullLayout(text).advanceWidth;
    let total = 0;
    this.#walk(text, (_, xAdvance) => {
      total += xAdvance;
    });
    return total;
  }

  #walk(text: string, visit: (glyph: ShapedGlyph, xAdvance: number) => void): void {
    let previous: ShapedGlyph | undefined;
    for (const character of text) {
      const glyph = this.#glyphFor(character.codePointAt(0)!);
      if (previous) visit(previous, previous.advanceWidth + this.#kern(previous, glyph));
      previous = glyph;
    }
    if (previous) visit(previous, previous.advanceWidth);
  }

  #glyphFor(codePoint: number): ShapedGlyph {
    let glyph = this.#glyphs.get(codePoint);
    if (!glyph) {
      const id = this.#font.glyphForCodePoint(codePoint).id;
      glyph = { id, advanceWidth: this.getGlyph(id).advanceWidth, codePoints: [codePoint] };
      this.#glyphs.set(codePoint, glyph);
    }
    return glyph;
  }

  #kern(left: ShapedGlyph, right: ShapedGlyph): number {
    // PDFKit shapes word by word, so a pair with a space would be measured and drawn differently.
    if (left.codePoints[0] === SPACE || right.codePoints[0] === SPACE) return 0;
    const key = left.id * 65536 + right.id;
    let kern = this.#kerning.get(key);
    if (kern === undefined) {
      const pair = String.fromCodePoint(left.codePoints[0]!, right.codePoints[0]!);
      const run = this.#font.layout(pair, NO_LIGATURES);
      kern = run.glyphs.length === 2 ? run.positions[0]!.xAdvance - left.advanceWidth : 0;
      this.#kerning.set(key, kern);
    }
    return kern;
  }

  #fullLayout(text: string): ShapedRun {
    const run = this.#font.layout(text, NO_LIGATURES);
    const glyphs = run.glyphs.map((glyph) => ({
      id: glyph.id,
      advanceWidth: this.getGlyph(glyph.id).advanceWidth,
      codePoints: glyph.codePoints,
    }));
    const positions = run.positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
      xAdvance,
      yAdvance,
      xOffset,
      yOffset,
    }));
    return { glyphs, positions, advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) };
  }
}
