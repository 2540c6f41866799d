import type { NumberPattern } from '../register/number-pattern.js';

const YEARS = [2025, 2026, 2027, 2035, 2099];
const SEQUENCES = [1, 9, 10, 123, 9_999, 15_206, 9_999_999];

/** Whether two issuers could print the same số hiệu, which has to be one of a kind. */
export function serialsCollide(one: NumberPattern, other: NumberPattern): boolean {
  const prints = (from: NumberPattern, to: NumberPattern) =>
    YEARS.some((year) => SEQUENCES.some((sequence) => to.parse(from.format({ year, sequence })) !== null));
  return prints(one, other) || prints(other, one);
}
