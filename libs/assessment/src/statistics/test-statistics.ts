import { Fraction } from './exact/fraction.js';
import { exactSum, variance } from './exact/moments.js';
import { type Values, valuesOf } from './exact/values.js';
import type { ItemMarks } from './marks/mark-table.js';
import type { Units } from './marks/scale.js';

/** How a test did as a whole; T are the totals of its attempts. */
export interface TestStatistics {
  n: number;
  /** In marks. */
  mean: number | null;
  /** In marks. */
  sd: number | null;
  /** Cronbach's alpha, k/(k − 1) · (1 − Σ var x / var T); at most 1, below 0 when items contradict each other. */
  alpha: number | null;
  /** Standard error of a mark, in marks: sd · √(1 − alpha). */
  sem: number | null;
}

export function testStatistics(
  items: Pick<ItemMarks, 'marks'>[],
  totals: Values,
  unitsPerMark: Units,
): TestStatistics {
  const n = totals.length;
  const units = BigInt(unitsPerMark);
  const varT = variance(totals);
  const alpha = varT && alphaOf(items, varT);
  const errorSquared = varT && alpha && varT.times(new Fraction(1n).minus(alpha));
  return {
    n,
    mean: n === 0 ? null : new Fraction(exactSum(totals), BigInt(n) * units).toNumber(),
    sd: varT && (varT.root() as number) / Number(unitsPerMark),
    alpha: alpha?.toNumber() ?? null,
    sem: inMarks(errorSquared?.root() ?? null, unitsPerMark),
  };
}

const inMarks = (units: number | null, unitsPerMark: Units) =>
  units === null ? null : units / Number(unitsPerMark);

/** Null for a single item, and where a variance is missing or that of the totals is 0. */
function alphaOf(items: Pick<ItemMarks, 'marks'>[], varT: Fraction): Fraction | null {
  if (items.length < 2) return null;
  let sum = new Fraction(0n);
  for (const { marks } of items) {
    const varX = variance(valuesOf(marks));
    if (!varX) return null;
    sum = sum.plus(varX);
  }
  const ratio = sum.over(varT);
  const k = BigInt(items.length);
  return ratio && new Fraction(k, k - 1n).times(new Fraction(1n).minus(ratio));
}
