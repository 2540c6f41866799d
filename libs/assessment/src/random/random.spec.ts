import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newSeed, Random } from './random.js';

const seed = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

describe('seeded random numbers', () => {
  test('a seed always gives the same numbers', () => {
    const numbers = (of: string) => {
      const random = new Random(of);
      return Array.from({ length: 6 }, () => random.below(1000));
    };
    // Written down once: a change of the generator would make old draws impossible to repeat.
    expect(numbers('000102030405060708090a0b0c0d0e0f')).toEqual([458, 697, 855, 547, 561, 506]);
    const random = new Random('000102030405060708090a0b0c0d0e0f');
    expect([...random.shuffle([1, 2, 3, 4, 5, 6]), random.below(1000)]).toEqual([5, 2, 1, 4, 6, 3, 506]);
    expect(numbers('ffffffffffffffffffffffffffffffff')).not.toEqual(
      numbers('00000000000000000000000000000000'),
    );
  });

  test('numbers stay below their bound and every one of them comes', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 12 }), (of, bound) => {
        const random = new Random(of);
        const seen = new Set(Array.from({ length: bound * 40 }, () => random.below(bound)));
        return [...seen].every((number) => number >= 0 && number < bound) && seen.size >= Math.min(bound, 8);
      }),
      { numRuns: 2000 },
    );
  });

  test('shuffling keeps every item once and leaves the given array alone', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.integer()), (of, items) => {
        const before = [...items];
        const shuffled = new Random(of).shuffle(items);
        expect(items).toEqual(before);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  test('each place is as likely as any other', () => {
    const random = new Random('00112233445566778899aabbccddeeff');
    const first = [0, 0, 0, 0];
    for (let round = 0; round < 40_000; round++) first[random.shuffle([0, 1, 2, 3])[0] as number]! += 1;
    // 10,000 each; five standard deviations are 433.
    for (const count of first) expect(Math.abs(count - 10_000)).toBeLessThan(433);
  });

  test('seeds are 128 bits and never the same', () => {
    const seeds = new Set(Array.from({ length: 1000 }, newSeed));
    expect(seeds.size).toBe(1000);
    for (const each of seeds) expect(each).toMatch(/^[0-9a-f]{32}$/);
    expect(() => new Random('abc')).toThrow('32 hexadecimal digits');
  });
});
