import type { Decimal } from './decimal.js';

/** Powers of ten that are exact as doubles, with room for marks of some hundreds. */
const MOST_PLACES = 15;

/** A whole number of units: a double while all are exact, else a bigint. */
export type Units = number | bigint;

/** A number as written, and what it is in units of the scale as it was at step `of`. */
export interface Known {
  decimal: Decimal;
  units: Units;
  of: number;
}

/** Counts decimal numbers in units as fine as the finest of them, in bigints from where doubles would round. */
export class Scale {
  private places = 0;
  private wide = false;
  private largest = 0;
  /** Counts how often the units have changed, and by how much they did last. */
  private step = 0;
  private factor = 1n;

  get unitsPerMark(): Units {
    return this.wide ? 10n ** BigInt(this.places) : 10 ** this.places;
  }

  /** Makes room for these numbers; whether what was counted before has to be counted anew by {@link finer}. */
  refine(one: Known, other: Known): boolean {
    if (one.of === this.step && other.of === this.step) return false;
    const places = Math.max(this.places, one.decimal.places, other.decimal.places);
    const largest = this.largest * 10 ** (places - this.places);
    this.largest = Math.max(largest, narrow(one.decimal, places), narrow(other.decimal, places));
    const wide = this.wide || places > MOST_PLACES || this.largest > Number.MAX_SAFE_INTEGER;
    if (places === this.places && wide === this.wide) return false;
    this.factor = 10n ** BigInt(places - this.places);
    [this.places, this.wide] = [places, wide];
    this.step += 1;
    return true;
  }

  finer(units: Units): Units {
    return this.wide ? BigInt(units) * this.factor : Number(units) * Number(this.factor);
  }

  units(known: Known): Units {
    if (known.of !== this.step) {
      const { decimal } = known;
      const sign = decimal.negative ? -1 : 1;
      known.units = this.wide
        ? BigInt(decimal.digits) * 10n ** BigInt(this.places - decimal.places) * BigInt(sign)
        : narrow(decimal, this.places) * sign;
      known.of = this.step;
    }
    return known.units;
  }
}

/** Its size in units; above 2^53 only about that. */
const narrow = ({ digits, places }: Decimal, of: number): number => Number(digits) * 10 ** (of - places);
