import { isNarrow, type Values } from '../exact/values.js';
import type { Units } from './scale.js';

/** The marks that some attempts got for one item, in whole units. */
export interface ItemMarks {
  item: string;
  /** Full mark. */
  max: Units;
  /** Numbers of the attempts that had this item, from 0, each once. */
  attempts: ArrayLike<number>;
  /** In the order of `attempts`: numbers below 2^53, or bigints. */
  marks: ArrayLike<number> | ArrayLike<bigint>;
}

/** Marks of a whole test. An attempt that lacks an item was not asked it: its total is of what it was asked. */
export interface MarkTable {
  unitsPerMark: Units;
  attempts: number;
  items: ItemMarks[];
}

/** Sum of the marks of each attempt, exactly. */
export function totalsOf(table: MarkTable): Values {
  return narrowTotals(table) ?? wideTotals(table);
}

/** Null where they are too large to be added exactly as doubles. */
function narrowTotals({ attempts, items }: MarkTable): Float64Array | null {
  const totals = new Float64Array(attempts);
  for (const { attempts: of, marks } of items) {
    if (!isNarrow(marks)) return null;
    for (let index = 0; index < of.length; index += 1) totals[of[index]!]! += marks[index]!;
    // After each item: marks below 0 could bring a sum back that was rounded on its way.
    if (!totals.every(Number.isSafeInteger)) return null;
  }
  return totals;
}

function wideTotals({ attempts, items }: MarkTable): bigint[] {
  const totals = new Array<bigint>(attempts).fill(0n);
  for (const { attempts: of, marks } of items)
    for (let index = 0; index < of.length; index += 1) totals[of[index]!]! += BigInt(marks[index]!);
  return totals;
}
