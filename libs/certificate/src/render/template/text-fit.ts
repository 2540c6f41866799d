import { cellRows } from '../page/fact-rows.js';
import { palette } from '../page/palette.js';
import { BASELINE, type PlacedLine, type TextBlock } from '../page/region.js';
import { type Span, type TextLine, widthOf, wrap } from '../text/text-flow.js';
import type { ElementOf } from './template-document.js';

/** English lines are set this much smaller, in italics. */
const ENGLISH = 0.74;
const SMALLEST_ENGLISH = 7;

interface Line {
  line: TextLine;
  size: number;
  /** Upper edge from the top of the text. */
  top: number;
  tracking: number;
}

/** Letters farther apart than this share of their size are read as words of their own by those who copy the text. */
const WIDEST_TRACKING = 0.08;

/** A text set at a size, not yet placed. */
export interface SetText {
  element: ElementOf<'text'>;
  lines: Line[];
  height: number;
}

/** What an element says: paragraphs of cells, in both languages. */
export interface Words {
  element: ElementOf<'text'>;
  main: Span[][][];
  english: Span[][][];
}

/** Sets paragraphs within `width` points at a share of their size, never below their smallest. */
export function setText({ element, main, english }: Words, width: number, scale: number): SetText {
  const lines: Line[] = [];
  let top = 0;
  const add = (paragraphs: Span[][][], wanted: number, smallest: number, wide: number) => {
    const scaled = Math.max(smallest, wanted * scale);
    const trackingAt = (points: number) => Math.min(wide, points * WIDEST_TRACKING);
    const size = element.oneLine
      ? Math.min(
          ...paragraphs.map((cells) => oneLineSize(cells, scaled, smallest, width, trackingAt(scaled))),
        )
      : scaled;
    const tracking = trackingAt(size);
    for (const cells of paragraphs)
      for (const line of rowsOf(cells, size, width, tracking)) {
        lines.push({ line, size, top, tracking });
        top += size * element.leading;
      }
  };
  if (main.length > 0) add(main, element.size, element.smallest, element.tracking);
  if (english.length > 0) {
    const smallest = Math.min(element.smallest, Math.max(SMALLEST_ENGLISH, element.smallest * ENGLISH));
    add(english, Math.max(element.size * ENGLISH, smallest), smallest, 0);
  }
  return { element, lines, height: top };
}

function rowsOf(cells: Span[][], size: number, width: number, tracking: number): TextLine[] {
  return cells.length === 1 ? wrap(cells[0]!, size, width, tracking) : cellRows(cells, size, width);
}

/** The size at which a paragraph fills one line, between the smallest and the wanted one. */
function oneLineSize(
  cells: Span[][],
  wanted: number,
  smallest: number,
  width: number,
  tracking: number,
): number {
  const letters =
    cells.reduce((sum, spans) => sum + widthOf(spans, wanted), 0) + (cells.length - 1) * wanted * 1.7;
  const tracks = cells.reduce(
    (sum, spans) => sum + widthOf(spans, wanted, tracking) - widthOf(spans, wanted),
    0,
  );
  return Math.max(smallest, Math.min(wanted, (wanted * (width - tracks)) / letters - 0.01));
}

/** A set text as a block of the page: left edge, width and upper edge in points. */
export function placeText({ element, lines }: SetText, left: number, width: number, top: number): TextBlock {
  const share = { left: 0, center: 0.5, right: 1 }[element.align];
  return {
    role: element.role,
    lines: lines.map(
      ({ line, size, top: offset, tracking }): PlacedLine => ({
        line,
        x: left + (width - line.width + tracking) * share,
        baseline: top + offset + size * element.leading * BASELINE,
        size,
        tracking,
        colour: palette[element.colour],
      }),
    ),
  };
}
