import { randomBytes } from 'node:crypto';

/** 128 random bits in hexadecimal. */
export const newSeed = (): string => randomBytes(16).toString('hex');

/** A generator that gives the same numbers for the same seed, on every machine. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** `seed`: 32 hexadecimal digits. */
  constructor(seed: string) {
    if (!/^[0-9a-f]{32}$/.test(seed)) throw new Error('A seed has 32 hexadecimal digits');
    const part = (index: number) => Number.parseInt(seed.slice(index * 8, index * 8 + 8), 16) | 0;
    [this.a, this.b, this.c, this.d] = [part(0), part(1), part(2), part(3)];
    for (let round = 0; round < 12; round++) this.next();
  }

  /** A whole number of 32 bits: sfc32 of Chris Doty-Humphrey's PractRand. */
  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** 0 ≤ n < `bound`, each equally likely. */
  below(bound: number): number {
    // The last, incomplete stretch of 2³² would favour small numbers.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const number = this.next();
      if (number < limit) return number % bound;
    }
  }

  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}
