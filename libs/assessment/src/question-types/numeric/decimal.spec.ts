import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Decimal, decimal, times, typedNumber, within } from './decimal.js';

const read = (text: string) => decimal(text) as Decimal;

describe('numbers as people type them', () => {
  test.each([
    ['3,5', '3.5'],
    ['3.5', '3.5'],
    ['20.509', '20509'],
    ['1.234.567,89', '1234567.89'],
    ['1,234,567.89', '1234567.89'],
    ['0.125', '0.125'],
    ['0,125', '0.125'],
    ['1.2345', '1.2345'],
    [' 20 509 ', '20509'],
    ['−4', '-4'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['１２', '12'],
    ['007', '007'],
  ])('%s is %s', (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });

  test.each(['', 'hai', '1e5', '1,2,3', '1.23.456', '--1', '1/2', '3,', ',', 'NaN', '0x10', '3.5 kg'])(
    '“%s” is no number',
    (typed) => {
      expect(typedNumber(typed)).toBeNull();
    },
  );

  test('is never wrong by rounding: 0.1 + 0.2 is within 0 of 0.3', () => {
    const third = times(read('0.1'), read('3'));
    expect(within(third, read('0.3'), read('0'))).toBe(true);
    expect(within(read('2.65'), read('2.6'), read('0.05'))).toBe(true);
    expect(within(read('2.6500000000000000000001'), read('2.6'), read('0.05'))).toBe(false);
    expect(within(read('2.55'), read('2.6'), read('0.05'))).toBe(true);
  });

  test('agrees with whole numbers at any scale', () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const places = fc.integer({ min: 0, max: 6 });
    const at = (number: number, scale: number): Decimal => ({ digits: BigInt(number), scale });
    fc.assert(
      fc.property(whole, whole, fc.nat(1_000_000), places, fc.nat(3), (one, other, distance, scale, more) => {
        const finer = at(one * 10 ** more, scale + more);
        return (
          within(at(one, scale), at(other, scale), at(distance, scale)) ===
            Math.abs(one - other) <= distance && within(finer, at(one, scale), at(0, 0))
        );
      }),
      { numRuns: 10_000 },
    );
  });

  test('a number reads back however it is grouped', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(999), (number, part) => {
        const tail = part === 0 ? '' : `,${String(part).padStart(3, '0')}`;
        const grouped = `${number.toLocaleString('de-DE')}${tail}`;
        const plain = `${number}${tail.replace(',', '.')}`;
        return typedNumber(grouped) === plain && typedNumber(`${number}${tail}`) === plain;
      }),
      { numRuns: 10_000 },
    );
  });
});
