/** An exact decimal number: `digits` × 10^-`scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const WRITTEN = /^-?\d{1,30}(\.\d{1,30})?$/;

/** Reads `-12.5`; null when it is no such number. */
export function decimal(text: string): Decimal | null {
  if (!WRITTEN.test(text)) return null;
  const [whole = '', part = ''] = text.split('.');
  return { digits: BigInt(whole + part), scale: part.length };
}

export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});

/** Whether two numbers are at most `distance` apart. */
export function within(one: Decimal, other: Decimal, distance: Decimal): boolean {
  const scale = Math.max(one.scale, other.scale, distance.scale);
  const at = (number: Decimal) => number.digits * 10n ** BigInt(scale - number.scale);
  const apart = at(one) - at(other);
  return (apart < 0n ? -apart : apart) <= at(distance);
}

/**
 * A number as people type it, written with a point and without groups; null when it is none. A comma is the
 * decimal sign and points group thousands, as Vietnamese writes; a single point that cannot be a group
 * («3.5», «0.125») is a decimal sign too, and so is the point after groups by commas («1,234.5»).
 */
export function typedNumber(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u2009']/gu, '')
    .replace(/^[+]/, '')
    .replace(/^[\u2212\u2013]/, '-');
  const vietnamese = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(plain);
  // «0.125»: nothing is grouped under a zero.
  if (vietnamese && !/^-?0\d*\./.test(plain))
    return written(vietnamese[1], vietnamese[2]?.replaceAll('.', ''), vietnamese[3]);
  const english = /^(-?)(\d{1,3}(?:,\d{3})+|\d*)\.(\d+)$/.exec(plain);
  return english ? written(english[1], english[2]?.replaceAll(',', '') || '0', english[3]) : null;
}

const written = (sign = '', whole = '0', part = ''): string => `${sign}${whole}${part ? `.${part}` : ''}`;
