import { type Colour, palette } from '../page/palette.js';
import type { Rule } from '../page/part.js';
import { BASELINE, type PlacedLine, type TextBlock } from '../page/region.js';
import { RenderRefused } from '../render-refused.js';
import { fill, plain, type Span, type TextLine, widthOf, wrap } from '../text/text-flow.js';
import type { SkillRows } from './skill-rows.js';
import type { ElementOf } from './template-document.js';
import { pointsOf } from './units.js';

const LEADING = 1.3;
const PADDING = 0.28;
const STEP = 0.25;
const NOTE = 0.84;
const SMALLEST_NOTE = 6.6;

/** In how many columns so many rows may stand, the fewest first. */
const columnsOf = (rows: number): number[] => (rows < 4 ? [1] : rows < 7 ? [1, 2] : rows < 17 ? [2, 3] : [3]);

type Table = ElementOf<'table'>;
interface Placed {
  blocks: TextBlock[];
  rules: Rule[];
  height: number;
}

/**
 * Sets the components in the largest type that fits, as a table, else in running text by level; nothing when the
 * course is tied to none. Throws RenderRefused when neither fits: nothing is ever cut.
 */
export function setSkills(element: Table, skills: SkillRows): Omit<Placed, 'height'> {
  if (skills.rows.length === 0) return { blocks: [], rules: [] };
  for (let size = element.size; size >= element.smallest; size -= STEP)
    for (const columns of columnsOf(skills.rows.length)) {
      const placed = tableAt(element, skills, size, columns);
      if (placed.height <= pointsOf(element.height)) return placed;
    }
  for (let size = element.size; size >= element.smallest; size -= STEP) {
    const placed = groupsAt(element, skills, size);
    if (placed.height <= pointsOf(element.height)) return placed;
  }
  throw new RenderRefused('certificate.does-not-fit', { element: element.id });
}

function tableAt(element: Table, { rows, note }: SkillRows, size: number, columns: number): Placed {
  const perColumn = Math.ceil(rows.length / columns);
  const gap = columns > 1 ? size * 2 : 0;
  const width = (pointsOf(element.width) - gap * (columns - 1)) / columns;
  const parts = Array.from({ length: columns }, (_, index) =>
    setColumn(element, rows.slice(index * perColumn, (index + 1) * perColumn), size, {
      left: pointsOf(element.x) + index * (width + gap),
      width,
    }),
  );
  const table = {
    blocks: parts.flatMap(({ blocks }) => blocks),
    rules: parts.flatMap(({ rules }) => rules),
    height: Math.max(...parts.map(({ height }) => height)),
  };
  return withNote(element, table, note, size);
}

function groupsAt(element: Table, { groups, note }: SkillRows, size: number): Placed {
  const [left, width] = [pointsOf(element.x), pointsOf(element.width)];
  const blocks: TextBlock[] = [];
  let top = pointsOf(element.y);
  for (const { level, names } of groups) {
    const spans: Span[] = [...(level ? plain(`${level}: `, 'bold') : []), ...plain(names, 'regular')];
    const lines = fill(spans, size, width);
    blocks.push({
      role: 'P',
      lines: lines.map((line, at) => placed(line, left, top, at, size, colourOf(element))),
    });
    top += size * LEADING * (lines.length + PADDING);
  }
  const height = top - pointsOf(element.y);
  return withNote(element, { blocks, rules: [], height }, note, size);
}

function withNote(element: Table, set: Placed, note: string | undefined, tableSize: number): Placed {
  if (!note) return set;
  const size = Math.max(SMALLEST_NOTE, tableSize * NOTE);
  const lines = wrap(plain(note, 'italic'), size, pointsOf(element.width));
  const top = pointsOf(element.y) + set.height + size * PADDING;
  const block: TextBlock = {
    role: 'P',
    lines: lines.map((line, at) => placed(line, pointsOf(element.x), top, at, size, palette.muted)),
  };
  return {
    blocks: [...set.blocks, block],
    rules: set.rules,
    height: set.height + size * (PADDING + lines.length * LEADING),
  };
}

const colourOf = ({ colour }: Table): Colour => palette[colour];

const placed = (
  line: TextLine,
  x: number,
  top: number,
  at: number,
  size: number,
  colour: Colour,
): PlacedLine => ({ line, x, baseline: top + size * LEADING * (at + BASELINE), size, tracking: 0, colour });

function setColumn(
  element: Table,
  rows: SkillRows['rows'],
  size: number,
  { left, width }: { left: number; width: number },
): Placed {
  const line = size * LEADING;
  const codeWidth = rows.some(({ code }) => code) ? size * 2.6 : 0;
  const levelWidth = levelWidthOf(rows, size, width);
  const blocks: TextBlock[] = [];
  const rules: Rule[] = [];
  let top = pointsOf(element.y);
  const ruleAt = (y: number, thickness: number) =>
    rules.push({ left, right: left + width, y, thickness, colour: palette.gold });
  ruleAt(top, 0.8);
  for (const { code, name, level } of rows) {
    const at = (text: TextLine, x: number, index: number) =>
      placed(text, x, top + line * PADDING, index, size, colourOf(element));
    const names = wrap(plain(name, 'regular'), size, width - codeWidth - levelWidth);
    const [codeLine] = code ? wrap(plain(code, 'bold'), size, codeWidth * 2) : [];
    const levels = level ? wrap(plain(level, 'bold'), size, levelWidth) : [];
    blocks.push({
      role: 'P',
      lines: [
        ...(codeLine ? [at(codeLine, left, 0)] : []),
        ...names.map((text, index) => at(text, left + codeWidth, index)),
        ...levels.map((text, index) => at(text, left + width - text.width, index)),
      ],
    });
    top += line * (Math.max(names.length, levels.length) + 2 * PADDING);
    ruleAt(top, 0.4);
  }
  return { blocks, rules, height: top - pointsOf(element.y) };
}

/** As wide as the widest level and a gap, at most a third of the column. */
function levelWidthOf(rows: SkillRows['rows'], size: number, width: number): number {
  const widest = Math.max(0, ...rows.map(({ level }) => (level ? widthOf(plain(level, 'bold'), size) : 0)));
  return widest === 0 ? 0 : Math.min(widest + size, width / 3);
}
