import { Fraction } from './fraction.js';
import { type Values, wide } from './values.js';

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
      exact += BigInt(part) + (BigInt(xs[index]!) - BigInt(x0)) * (BigInt(ys[index]!) - BigInt(y0));
      part = 0;
    }
  }
  return exact + BigInt(part);
}

/** Σ(x − x0) of whole numbers. */
function narrowSum(xs: Float64Array, x0: number): bigint {
  let exact = 0n;
  let part = 0;
  for (let index = 0; index < xs.length; index += 1) {
    const x = xs[index]! - x0;
    const next = part + x;
    if (Number.isSafeInteger(x) && Number.isSafeInteger(next)) {
      part = next;
    } else {
      exact += BigInt(part) + BigInt(xs[index]!) - BigInt(x0);
      part = 0;
    }
  }
  return exact + BigInt(part);
}

export const exactSum = (xs: Values): bigint =>
  xs instanceof Float64Array ? narrowSum(xs, 0) : xs.reduce((sum, x) => sum + x, 0n);

/** Σ(x − x̄)(y − ȳ) / (n − 1) of whole numbers, exactly; null for fewer than two. */
export function covariance(xs: Values, ys: Values): Fraction | null {
  if (xs.length < 2) return null;
  const n = BigInt(xs.length);
  const deviations =
    xs instanceof Float64Array && ys instanceof Float64Array
      ? narrowDeviations(xs, ys)
      : wideDeviations(wide(xs), wide(ys));
  return new Fraction(deviations, n * (n - 1n));
}

/** n·Σxy − Σx·Σy; values are taken from the first ones, which keeps large marks of little spread in quick arithmetic. */
function narrowDeviations(xs: Float64Array, ys: Float64Array): bigint {
  const [x0, y0] = [xs[0]!, ys[0]!];
  return BigInt(xs.length) * sumOfProducts(xs, ys, x0, y0) - narrowSum(xs, x0) * narrowSum(ys, y0);
}

function wideDeviations(xs: bigint[], ys: bigint[]): bigint {
  const products = xs.reduce((sum, x, index) => sum + x * ys[index]!, 0n);
  return BigInt(xs.length) * products - exactSum(xs) * exactSum(ys);
}

export const variance = (xs: Values): Fraction | null => covariance(xs, xs);
