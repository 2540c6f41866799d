/**
 * The same figures computed another way, for tests only: textbook definitions over rational numbers, mean first,
 * then deviations; nothing shared with the code under test.
 */
type Q = [bigint, bigint];
const gcd = (a: bigint, b: bigint): bigint => (b ? gcd(b, a % b) : a < 0n ? -a : a);
const q = (n: bigint, d = 1n): Q => {
  const g = gcd(n, d) || 1n;
  return d < 0n ? [-n / g, -d / g] : [n / g, d / g];
};
const add = (a: Q, b: Q): Q => q(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const sub = (a: Q, b: Q): Q => add(a, [-b[0], b[1]]);
const mul = (a: Q, b: Q): Q => q(a[0] * b[0], a[1] * b[1]);
const div = (a: Q, b: Q): Q => q(a[0] * b[1], a[1] * b[0]);
const sum = (values: Q[]): Q => values.reduce(add, [0n, 1n]);
const ZERO: Q = [0n, 1n];
const zero = (value: Q) => value[0] === 0n;

const decimal = (text: string): Q => {
  const [whole, part = ''] = text.split('.');
  return q(BigInt(whole + part), 10n ** BigInt(part.length));
};
/** 40 decimal digits, then the nearest double. */
const float = ([n, d]: Q): number => {
  const digits = (n * 10n ** 40n) / d;
  return Number(`${digits}e-40`);
};
const root = (value: Q): number => Math.sqrt(float(value));

const mean = (values: Q[]) => div(sum(values), q(BigInt(values.length)));
const cov = (xs: Q[], ys: Q[]): Q | null => {
  if (xs.length < 2) return null;
  const [mx, my] = [mean(xs), mean(ys)];
  const products = xs.map((x, index) => mul(sub(x, mx), sub(ys[index] as Q, my)));
  return div(sum(products), q(BigInt(xs.length - 1)));
};
const sorted = (values: Q[]) =>
  [...values].sort((a, b) => {
    const difference = sub(a, b)[0];
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });

export interface MarkRow {
  attempt: string;
  item: string;
  mark: string;
  max: string;
}

export function exactReference(rows: MarkRow[]) {
  const totals = new Map<string, Q>();
  const items = new Map<string, { attempt: string; x: Q; max: Q }[]>();
  for (const { attempt, item, mark, max } of rows) {
    const x = decimal(mark);
    totals.set(attempt, add(totals.get(attempt) ?? ZERO, x));
    items.set(item, [...(items.get(item) ?? []), { attempt, x, max: decimal(max) }]);
  }
  const found = [...items].map(([item, marks]) => {
    const x = marks.map((each) => each.x);
    const t = marks.map((each) => totals.get(each.attempt) as Q);
    const r = t.map((total, index) => sub(total, x[index] as Q));
    const [vx, vr, xr, xt] = [cov(x, x), cov(r, r), cov(x, r), cov(x, t)];
    const best = cov(sorted(x), sorted(r));
    const max = marks[0]!.max;
    const product = vx && vr && mul(vx, vr);
    return {
      item,
      n: x.length,
      facility: zero(max) ? null : float(div(mean(x), max)),
      sd: vx && root(vx),
      discriminationIndex:
        xr && product && !zero(product) ? (xr[0] < 0n ? -100 : 100) * root(div(mul(xr, xr), product)) : null,
      discriminativeEfficiency: xr && best && !zero(best) ? 100 * float(div(xr, best)) : null,
      weight: xt && xt[0] >= 0n ? root(xt) : null,
      variance: vx,
    };
  });
  const all = found.reduce((total, { weight }) => total + (weight ?? 0), 0);
  const t = [...totals.values()];
  const vt = cov(t, t);
  const k = BigInt(found.length);
  const variances = found.map((each) => each.variance);
  const alpha =
    vt && !zero(vt) && k > 1n && variances.every((each) => each !== null)
      ? mul(q(k, k - 1n), sub([1n, 1n], div(sum(variances as Q[]), vt)))
      : null;
  const error = vt && alpha && mul(vt, sub([1n, 1n], alpha));
  return {
    items: found.map(({ weight, variance: _, ...figures }) => ({
      ...figures,
      effectiveWeight: weight === null || all === 0 ? null : (100 * weight) / all,
    })),
    test: {
      n: t.length,
      mean: float(mean(t)),
      sd: vt && root(vt),
      alpha: alpha && float(alpha),
      sem: error && error[0] >= 0n ? root(error) : null,
    },
  };
}
