import type { TextBlock } from '../page/region.js';
import { RenderRefused } from '../render-refused.js';
import { placeText, setText, type Words } from './text-fit.js';
import { pointsOf } from './units.js';

const LOOSEST = 1;
const TIGHTEST = 0.5;
const STEP = 0.02;

/** Text elements that share a column: the first, and those after it that flow. */
export function columnsOf(words: readonly Words[]): Words[][] {
  const columns: Words[][] = [];
  for (const each of words) {
    if (each.element.flow && columns.length > 0) columns.at(-1)!.push(each);
    else columns.push([each]);
  }
  return columns;
}

/**
 * Sets a column in the largest type that fits between the top of its first and the bottom of its last element.
 * Gaps are as designed, closed where a text is empty; room left over is spread over them. Alone, a text stands in its
 * box as it is aligned. Throws RenderRefused when no size fits.
 */
export function setColumn(column: readonly Words[]): TextBlock[] {
  const said = column.filter(({ main, english }) => main.length + english.length > 0);
  if (said.length === 0) return [];
  const { top, height } = boxOf(column);
  const gaps = gapsOf(column, said);
  const least = gaps.reduce((sum, gap) => sum + gap, 0);
  for (let scale = LOOSEST; scale >= TIGHTEST; scale -= STEP) {
    const set = said.map((words) => setText(words, pointsOf(words.element.width), scale));
    const used = set.reduce((sum, each) => sum + each.height, 0);
    const room = height - used - least * scale;
    if (room < -0.01) continue;
    const start = { top: 0, middle: room / 2, bottom: room }[column[0]!.element.valign];
    // What stands at the top of its box fills the box with its gaps; what is centred or at the bottom stays together.
    const spread = said.length > 1 && least > 0 && column[0]!.element.valign === 'top';
    let at = top + (spread ? 0 : start);
    return set.map((each, index) => {
      if (index > 0) at += gaps[index]! * scale + (spread ? (room * gaps[index]!) / least : 0);
      const block = placeText(each, pointsOf(each.element.x), pointsOf(each.element.width), at);
      at += each.height;
      return block;
    });
  }
  throw new RenderRefused('certificate.does-not-fit', { element: column[0]!.element.id });
}

function boxOf(column: readonly Words[]): { top: number; height: number } {
  const top = Math.min(...column.map(({ element }) => element.y));
  const bottom = Math.max(...column.map(({ element }) => element.y + element.height));
  return { top: pointsOf(top), height: pointsOf(bottom - top) };
}

/** Designed distance of each said text from the one said before it; the first has none. */
function gapsOf(column: readonly Words[], said: readonly Words[]): number[] {
  return said.map((words, index) => {
    if (index === 0) return 0;
    const above = column[column.indexOf(words) - 1]!.element;
    return Math.max(0, pointsOf(words.element.y - above.y - above.height));
  });
}
