export const TIE_BREAKS = ['prediction', 'time'] as const;
/** What decides first between equal marks; the other one follows. */
export type TieBreak = (typeof TIE_BREAKS)[number];

/** What of an entry decides about its place. */
export interface Rankable {
  /** Pseudonym; orders a list of equals and decides nothing. */
  code: string;
  markUnits: number;
  /** Null when nothing was foretold: then further off than any number. */
  prediction: number | null;
  timeMs: number;
  submittedAt: Date;
}

export interface Placed<T> {
  entry: T;
  /** From 1 without gaps. */
  position: number;
  /** Shared by those who are equal in everything: 1, 2, 2, 4. */
  place: number;
  tied: boolean;
}

/** How far a prediction is from what came true; Infinity without one. */
export const distanceOf = (prediction: number | null, actual: number): number =>
  prediction === null ? Number.POSITIVE_INFINITY : Math.abs(prediction - actual);

type Compare = (a: Rankable, b: Rankable) => number;

const ascending = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

function comparison(actual: number, tieBreak: TieBreak): Compare {
  const marks: Compare = (a, b) => ascending(b.markUnits, a.markUnits);
  const prediction: Compare = (a, b) =>
    ascending(distanceOf(a.prediction, actual), distanceOf(b.prediction, actual));
  const time: Compare = (a, b) => ascending(a.timeMs, b.timeMs);
  const earliest: Compare = (a, b) => ascending(a.submittedAt.getTime(), b.submittedAt.getTime());
  const between = tieBreak === 'prediction' ? [prediction, time] : [time, prediction];
  const criteria = [marks, ...between, earliest];
  return (a, b) => {
    for (const compare of criteria) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/**
 * The standings: more marks, then the nearer prediction and the shorter time (in the order of `tieBreak`), then the
 * earlier submission. Equals share a place. The order of the input makes no difference.
 */
export function rank<T extends Rankable>(
  entries: readonly T[],
  actual: number,
  tieBreak: TieBreak,
): Placed<T>[] {
  const compare = comparison(actual, tieBreak);
  const sorted = [...entries].sort((a, b) => compare(a, b) || (a.code < b.code ? -1 : 1));
  let place = 0;
  return sorted.map((entry, index) => {
    const equalsLast = index > 0 && compare(sorted[index - 1] as T, entry) === 0;
    if (!equalsLast) place = index + 1;
    const next = sorted[index + 1];
    return { entry, position: index + 1, place, tied: equalsLast || (!!next && compare(entry, next) === 0) };
  });
}
