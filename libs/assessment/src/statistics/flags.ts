import type { ChoiceTable } from './choices.js';
import type { ItemStatistics } from './item-statistics.js';

/** What an author should look at. */
export type ItemFlag = 'miskeyed' | 'too-easy' | 'negative-discrimination' | 'dead-distractor';

/** With fewer answers chance says more than the item. */
export const FEWEST_ANSWERS = 20;
/** Moodle's documentation calls items from here on “extremely easy”. */
const TOO_EASY = 0.95;
/** A distractor that fewer choose does not work (Haladyna and Downing 1993). */
const DEAD = 0.05;

/** `table`: null, or of an item whose choices are all `offered`, so that the wrong ones are distractors. */
export function flagsOf(
  item: Pick<ItemStatistics, 'n' | 'facility' | 'discriminationIndex'>,
  table: ChoiceTable | null,
): ItemFlag[] {
  if (item.n < FEWEST_ANSWERS) return [];
  const flags: ItemFlag[] = [];
  if (table && isMiskeyed(table)) flags.push('miskeyed');
  if (item.facility !== null && item.facility >= TOO_EASY) flags.push('too-easy');
  if (item.discriminationIndex !== null && item.discriminationIndex < 0)
    flags.push('negative-discrimination');
  if (table?.choices.some(({ right, n }) => !right && n < DEAD * table.n)) flags.push('dead-distractor');
  return flags;
}

/** More of the strong group chose some wrong option than any right one. */
function isMiskeyed({ choices }: ChoiceTable): boolean {
  const most = (right: boolean) =>
    Math.max(-1, ...choices.filter((choice) => choice.right === right).map(({ strong }) => strong));
  return most(true) >= 0 && most(false) > most(true);
}
