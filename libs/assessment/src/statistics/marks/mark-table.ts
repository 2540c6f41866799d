/** The marks that some attempts got for one item, in whole units. */
export interface ItemMarks {
  item: string;
  /** Full mark. */
  max: number;
  /** Numbers of the attempts that had this item, from 0, each once. */
  attempts: ArrayLike<number>;
  /** In the order of `attempts`. */
  marks: ArrayLike<number>;
}

/** Marks of a whole test. An attempt that lacks an item was not asked it: its total is of what it was asked. */
export interface MarkTable {
  /** Units are whole numbers below 2^53, as are the totals of attempts. */
  unitsPerMark: number;
  attempts: number;
  items: ItemMarks[];
}

/** Sum of the marks of each attempt. Throws RangeError where it could not be counted exactly. */
export function totalsOf({ attempts, items }: MarkTable): Float64Array {
  const totals = new Float64Array(attempts);
  for (const { attempts: of, marks } of items)
    for (let index = 0; index < of.length; index += 1) totals[of[index]!]! += marks[index]!;
  if (!totals.every(Number.isSafeInteger))
    throw new RangeError('Marks too large and too fine to be added exactly');
  return totals;
}
