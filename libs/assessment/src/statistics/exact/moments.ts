import { Fraction } from './fraction.js';

/** Σx·y of whole numbers without losing a digit: in doubles while they are exact, in bigints beyond. */
function sumOfProducts(xs: Float64Array, ys: Float64Array, x0: number, y0: number): bigint {
  let exact = 0n;
  let part = 0;
  for (let index = 0; index < xs.length; index += 1) {
    const x = xs[index]! - x0;
    const y = ys[index]! - y0;
    const product = x * y;
    const next = part + product;
    if (Number.isSafeInteger(product) && Number.isSafeInteger(next)) {
      part = next;
    } else {
      exact += BigInt(part) + BigInt(x) * BigInt(y);
      part = 0;
    }
  }
  return exact + BigInt(part);
}

/** Σ(x − x0) of whole numbers. */
export function exactSum(xs: Float64Array, x0 = 0): bigint {
  let exact = 0n;
  let part = 0;
  for (let index = 0; index < xs.length; index += 1) {
    const x = xs[index]! - x0;
    const next = part + x;
    if (Number.isSafeInteger(next)) {
      part = next;
    } else {
      exact += BigInt(part) + BigInt(x);
      part = 0;
    }
  }
  return exact + BigInt(part);
}

/**
 * Σ(x − x̄)(y − ȳ) / (n − 1) of whole numbers below 2^53, exactly; null for fewer than two. Values are taken from
 * the first ones, which changes nothing and keeps large marks of little spread in quick arithmetic.
 */
export function covariance(xs: Float64Array, ys: Float64Array): Fraction | null {
  if (xs.length < 2) return null;
  const [x0, y0] = [xs[0]!, ys[0]!];
  const n = BigInt(xs.length);
  const deviations = n * sumOfProducts(xs, ys, x0, y0) - exactSum(xs, x0) * exactSum(ys, y0);
  return new Fraction(deviations, n * (n - 1n));
}

export const variance = (xs: Float64Array): Fraction | null => covariance(xs, xs);
