import type { CertificateModel } from '../certificate-model.js';
import { palette } from '../page/palette.js';
import type { Rule } from '../page/part.js';
import { BASELINE, type TextBlock } from '../page/region.js';
import { RenderRefused } from '../render-refused.js';
import { optionalText, requiredText } from '../text/printable-text.js';
import { plain, type TextLine, wrap } from '../text/text-flow.js';
import type { ElementOf } from './template-document.js';
import { pointsOf } from './units.js';

/** A line of the table: a component and the level that a rule awards, or the document the lines below come from. */
export interface SkillRow {
  code: string;
  name: string;
  level: string;
}

/** Throws RenderRefused for a level without its rule. */
export function skillRows(model: CertificateModel): SkillRow[] {
  return (model.framework ?? []).flatMap((line) =>
    line.components.map(({ code, name, award }) => {
      if (award) requiredText('framework.rule', award.rule);
      return {
        code: optionalText('framework.code', code) ?? '',
        name: requiredText('framework.name', name),
        level: award ? requiredText('framework.level', award.level) : '',
      };
    }),
  );
}

const LEADING = 1.3;
const PADDING = 0.28;
const STEP = 0.25;

/** Two halves side by side from this many lines on. */
const HALVES_FROM = 7;

/** Sets the components in the largest type that fits; nothing when the course is tied to none. */
export function setSkills(
  element: ElementOf<'table'>,
  rows: readonly SkillRow[],
): { blocks: TextBlock[]; rules: Rule[] } {
  if (rows.length === 0) return { blocks: [], rules: [] };
  for (let size = element.size; size >= element.smallest; size -= STEP) {
    const set = setAt(element, rows, size);
    if (set.height <= pointsOf(element.height)) return set;
  }
  throw new RenderRefused('certificate.does-not-fit', { element: element.id });
}

function setAt(element: ElementOf<'table'>, rows: readonly SkillRow[], size: number) {
  const halves = rows.length >= HALVES_FROM ? 2 : 1;
  const perHalf = Math.ceil(rows.length / halves);
  const gap = halves > 1 ? size * 2 : 0;
  const width = (pointsOf(element.width) - gap) / halves;
  const parts = Array.from({ length: halves }, (_, half) =>
    setHalf(element, rows.slice(half * perHalf, (half + 1) * perHalf), size, {
      left: pointsOf(element.x) + half * (width + gap),
      width,
    }),
  );
  return {
    blocks: parts.flatMap(({ blocks }) => blocks),
    rules: parts.flatMap(({ rules }) => rules),
    height: Math.max(...parts.map(({ height }) => height)),
  };
}

function setHalf(
  element: ElementOf<'table'>,
  rows: readonly SkillRow[],
  size: number,
  { left, width }: { left: number; width: number },
) {
  const colour = palette[element.colour];
  const line = size * LEADING;
  const codeWidth = rows.some(({ code }) => code) ? size * 2.6 : 0;
  const levelWidth = rows.some(({ level }) => level) ? size * 5.2 : 0;
  const blocks: TextBlock[] = [];
  const rules: Rule[] = [];
  let top = pointsOf(element.y);
  const ruleAt = (y: number, thickness: number) =>
    rules.push({ left, right: left + width, y, thickness, colour: palette.gold });
  ruleAt(top, 0.8);
  for (const { code, name, level } of rows) {
    const placed = (text: TextLine, x: number, index: number) => ({
      line: text,
      x,
      baseline: top + line * (PADDING + index + BASELINE),
      size,
      tracking: 0,
      colour,
    });
    const names = wrap(plain(name, 'regular'), size, width - codeWidth - levelWidth);
    const [codeLine] = code ? wrap(plain(code, 'bold'), size, codeWidth * 2) : [];
    const levels = level ? wrap(plain(level, 'bold'), size, levelWidth) : [];
    blocks.push({
      role: 'P',
      lines: [
        ...(codeLine ? [placed(codeLine, left, 0)] : []),
        ...names.map((text, index) => placed(text, left + codeWidth, index)),
        ...levels.map((text, index) => placed(text, left + width - text.width, index)),
      ],
    });
    top += line * (Math.max(names.length, levels.length) + 2 * PADDING);
    ruleAt(top, 0.4);
  }
  return { blocks, rules, height: top - pointsOf(element.y) };
}
