import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Register } from './register.entity.js';

const register = (lastNumber = 0) =>
  Object.assign(new Register(), {
    year: 2026,
    serialPattern: 'HP{yy} {seq:7}',
    entryPattern: '{seq}/{yyyy}/GCN-CNTTTT',
    lastNumber,
  });

describe('a register', () => {
  test('prints both numbers of an entry', () => {
    expect(register(15_205).take(1)).toEqual([
      { number: 15_206, serial: 'HP26 0015206', entryNumber: '15206/2026/GCN-CNTTTT' },
    ]);
  });

  test('gives numbers without gaps, in whatever portions they are taken', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.array(fc.nat({ max: 20 })), (start, portions) => {
        const book = register(start);
        const taken = portions.flatMap((count) => book.take(count).map((each) => each.number));
        expect(taken).toEqual(taken.map((_, index) => start + 1 + index));
        expect(book.lastNumber).toBe(start + taken.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
