import { Fraction } from './exact/fraction.js';
import { covariance, exactSum, variance } from './exact/moments.js';
import { minus, pick, sorted, type Values, valuesOf } from './exact/values.js';
import type { ItemMarks } from './marks/mark-table.js';
import type { Units } from './marks/scale.js';

/**
 * How one item did (classical test theory; the quantities and their definitions follow Moodle's “Quiz statistics
 * calculations”). x are its marks, T the totals of the same attempts, R = T − x; variances are over n − 1. A
 * figure that divides by a variance of 0, or takes the root of a negative covariance, is null.
 */
export interface ItemStatistics {
  item: string;
  /** Attempts that had it. */
  n: number;
  /** mean(x) / full mark: 0 nobody, 1 everybody. */
  facility: number | null;
  /** Of x, in marks. */
  sd: number | null;
  /** 100 · cov(x, R) / √(var x · var R): −100 … 100. */
  discriminationIndex: number | null;
  /** 100 · cov(x, R) / cov(sorted x, sorted R): how much of the discrimination that these marks allow. */
  discriminativeEfficiency: number | null;
  /** √cov(x, T) as a percentage of the sum over the items of the test. */
  effectiveWeight: number | null;
}

/** The figures of an item apart from its weight, which depends on the others; `root` is √cov(x, T) in units. */
export function itemStatistics(marks: ItemMarks, totals: Values, unitsPerMark: Units) {
  const xs = valuesOf(marks.marks);
  const rest = minus(pick(totals, marks.attempts), xs);
  const varX = variance(xs);
  const shared = covariance(xs, rest);
  const sum = new Fraction(exactSum(xs), BigInt(xs.length));
  return {
    item: marks.item,
    n: xs.length,
    facility: sum.over(new Fraction(BigInt(marks.max)))?.toNumber() ?? null,
    sd: varX && varX.toNumber() ** 0.5 / Number(unitsPerMark),
    discriminationIndex: correlation(shared, varX, variance(rest)),
    discriminativeEfficiency: percent(shared, covariance(sorted(xs), sorted(rest))),
    root: varX && shared ? shared.plus(varX).root() : null,
  };
}

function correlation(shared: Fraction | null, varX: Fraction | null, varR: Fraction | null): number | null {
  if (!shared || !varX || !varR) return null;
  const squared = shared.times(shared).over(varX.times(varR));
  return squared && 100 * shared.sign * Math.sqrt(squared.toNumber());
}

function percent(part: Fraction | null, whole: Fraction | null): number | null {
  const ratio = part && whole && part.over(whole);
  return ratio && 100 * ratio.toNumber();
}

/** Shares in percent; null stays null, and everything is null when there is nothing to share. */
export function sharesOf(roots: (number | null)[]): (number | null)[] {
  const sum = roots.reduce<number>((total, root) => total + (root ?? 0), 0);
  return roots.map((root) => (root === null || sum === 0 ? null : (100 * root) / sum));
}
