/** A rational number without rounding; only `toNumber` leaves the exact world. */
export class Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;

  /** Throws RangeError when the denominator is 0. */
  constructor(numerator: bigint, denominator = 1n) {
    if (denominator === 0n) throw new RangeError('A fraction has no denominator');
    const common = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
    this.numerator = numerator / common;
    this.denominator = denominator / common;
  }

  plus(other: Fraction): Fraction {
    return new Fraction(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.numerator, other.denominator));
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** Null instead of a division by zero. */
  over(other: Fraction): Fraction | null {
    if (other.numerator === 0n) return null;
    return new Fraction(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** −1, 0 or 1. */
  get sign(): number {
    if (this.numerator === 0n) return 0;
    return this.numerator < 0n ? -1 : 1;
  }

  /** The nearest double but for the last bit, however long the two parts are. */
  toNumber(): number {
    const shift = Math.max(0, bits(this.denominator) - bits(this.numerator) + 66);
    const scaled = Number((this.numerator << BigInt(shift)) / this.denominator);
    // In two steps: 2^-shift alone may be smaller than any double.
    const half = Math.floor(shift / 2);
    return scaled * 2 ** -half * 2 ** (half - shift);
  }

  /** Null below zero. */
  root(): number | null {
    return this.sign < 0 ? null : Math.sqrt(this.toNumber());
  }
}

const bits = (value: bigint): number => (value < 0n ? -value : value).toString(16).length * 4;

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
