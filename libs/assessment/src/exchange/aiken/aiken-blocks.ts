import { type TextBlock, textBlocks } from '../text-blocks.js';

export const OPTION = /^([A-Z])[).]\s+(.*)$/;
export const KEY = /^ANSWER:\s*(.*)$/i;

/**
 * The lines of each item, as Moodle takes them together: an item ends with its answer, whether a blank line follows
 * or not, and blank lines in it are nobody's. What begins behind a blank line below options is the next item; a blank
 * line in the words that ask is kept as an empty one.
 */
export function aikenBlocks(text: string): TextBlock[] {
  const items: TextBlock[] = [];
  let open: TextBlock | null = null;
  for (const block of textBlocks(text).flatMap(afterAnswers)) {
    const goesOn: boolean = open !== null && !ends(open) && (!offers(open) || isAnswers(block));
    if (goesOn) open!.lines.push(...(offers(open!) || isAnswers(block) ? [] : ['']), ...block.lines);
    else {
      open = { at: block.at, lines: [...block.lines] };
      items.push(open);
    }
  }
  return items;
}

const ends = ({ lines }: TextBlock): boolean => lines.some((line) => KEY.test(line));
const offers = ({ lines }: TextBlock): boolean => lines.some((line) => OPTION.test(line));
const isAnswers = ({ lines }: TextBlock): boolean => OPTION.test(lines[0]!) || KEY.test(lines[0]!);

/** A block whose answer is followed by another whole item is both. */
function afterAnswers({ at, lines }: TextBlock): TextBlock[] {
  const end = lines.findIndex((line) => KEY.test(line)) + 1;
  const rest = lines.slice(end);
  if (end === 0 || !rest.some((line) => OPTION.test(line) || KEY.test(line))) return [{ at, lines }];
  return [{ at, lines: lines.slice(0, end) }, ...afterAnswers({ at: at + end, lines: rest })];
}
