import { type Span, type TextLine, widthOf, wrap } from '../text/text-flow.js';
import type { Colour } from './palette.js';

export interface PlacedLine {
  line: TextLine;
  /** Left edge and baseline, in points from the top left of the page. */
  x: number;
  baseline: number;
  size: number;
  tracking: number;
  colour: Colour;
}

/** One element of the reading order. */
export interface TextBlock {
  role: 'H1' | 'H2' | 'P';
  lines: PlacedLine[];
}

export interface TextStyle {
  size: number;
  /** Never set smaller than this. */
  smallest: number;
  /** Line height as a multiple of the size. */
  leading: number;
  colour: Colour;
  tracking?: number;
}

/** Where the baseline sits in a line's height; the rest below takes descenders and dots. */
export const BASELINE = 0.76;

/** A column of centred or left-aligned text that grows downwards, and that can be stretched afterwards. */
export class Region {
  readonly blocks: TextBlock[] = [];
  /** What stretching moves, with the shares of the gaps above it. */
  readonly #marks: { place: { baseline: number }; after: number }[] = [];
  #bottom: number;
  #shares = 0;

  constructor(
    readonly left: number,
    top: number,
    readonly width: number,
    readonly align: 'left' | 'center',
    readonly scale = 1,
  ) {
    this.#bottom = top;
  }

  get bottom(): number {
    return this.#bottom;
  }

  space(points: number): this {
    this.#bottom += points;
    return this;
  }

  /** A gap that takes `share` parts of the room given to `stretch`. */
  gap(share: number, least = 0): this {
    this.#shares += share;
    return this.space(least * this.scale);
  }

  sizeOf(style: TextStyle): number {
    return Math.max(style.smallest, style.size * this.scale);
  }

  paragraph(role: TextBlock['role'], spans: Span[], style: TextStyle, size = this.sizeOf(style)): this {
    return this.lines(role, wrap(spans, size, this.width, style.tracking), style, size);
  }

  /** One line as long as shrinking to the smallest size allows it, several lines otherwise. */
  headline(role: TextBlock['role'], spans: Span[], style: TextStyle): this {
    return this.paragraph(role, spans, style, this.fittingSize(spans, style));
  }

  /** The size at which the text fills one line, within the bounds of its style. */
  fittingSize(spans: Span[], style: TextStyle): number {
    const wanted = this.sizeOf(style);
    const letters = widthOf(spans, wanted);
    const tracks = widthOf(spans, wanted, style.tracking) - letters;
    const fitting = (wanted * (this.width - tracks)) / letters - 0.01;
    return Math.max(style.smallest, Math.min(wanted, fitting));
  }

  lines(role: TextBlock['role'], lines: TextLine[], style: TextStyle, size = this.sizeOf(style)): this {
    const { leading, colour, tracking = 0 } = style;
    const placed = lines.map((line, index) => ({
      line,
      x: this.left + (this.align === 'center' ? (this.width - line.width + tracking) / 2 : 0),
      baseline: this.#bottom + size * leading * (index + BASELINE),
      size,
      tracking,
      colour,
    }));
    this.blocks.push({ role, lines: placed });
    for (const place of placed) this.#remember(place);
    this.space(lines.length * size * leading);
    return this;
  }

  /** A point of the column that moves with the text when it is stretched. */
  mark(): { baseline: number } {
    const place = { baseline: this.#bottom };
    this.#remember(place);
    return place;
  }

  /** Spreads `room` over the gaps by their shares. */
  stretch(room: number): void {
    if (this.#shares === 0) return;
    const perShare = room / this.#shares;
    for (const { place, after } of this.#marks) place.baseline += after * perShare;
    this.#bottom += room;
  }

  moveBy(points: number): void {
    for (const { place } of this.#marks) place.baseline += points;
    this.#bottom += points;
  }

  #remember(place: { baseline: number }): void {
    this.#marks.push({ place, after: this.#shares });
  }
}
