import { type Span, type TextLine, wrap } from '../text/text-flow.js';
import type { Fact } from './certificate-text.js';

/** Sets facts side by side, as evenly as they go; a fact longer than the line gets lines of its own. */
export function factRows(facts: readonly Fact[], size: number, width: number): TextLine[] {
  return cellRows(facts.map(factSpans), size, width);
}

/** The same of spans that are ready. */
export function cellRows(spans: readonly Span[][], size: number, width: number): TextLine[] {
  const gap = size * 1.7;
  const cells = spans.map((each) => wrap(each, size, width));
  const rows = packed(cells, width, gap);
  const widths = Array.from({ length: 40 }, (_, step) => width * (1 - step * 0.02));
  const narrowest = widths.findLast((tried) => packed(cells, tried, gap).length === rows.length) ?? width;
  return packed(cells, narrowest, gap);
}

export function factSpans({ label, value, next }: Fact): Span[] {
  return [
    { text: `${label} `, face: 'regular' },
    { text: value, face: 'bold' },
    ...(next ? [{ text: ' ', face: 'regular' as const }, ...factSpans(next)] : []),
  ];
}

function packed(cells: readonly TextLine[][], width: number, gap: number): TextLine[] {
  const rows: TextLine[] = [];
  let open: TextLine | undefined;
  for (const cell of cells) {
    const [only, ...more] = cell;
    if (!only) continue;
    if (more.length > 0) {
      rows.push(...cell);
      open = undefined;
    } else if (open && open.width + gap + only.width <= width) {
      const shift = open.width + gap;
      open.spans.at(-1)!.text += ' ';
      open.spans.push(...only.spans.map((span) => ({ ...span, x: span.x + shift })));
      open.width = shift + only.width;
    } else {
      open = { spans: only.spans.map((span) => ({ ...span })), width: only.width };
      rows.push(open);
    }
  }
  return rows;
}
