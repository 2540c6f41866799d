import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, type Json } from './canonical-json.js';

describe('canonical JSON', () => {
  test('orders members by code unit and writes no spaces', () => {
    expect(canonicalJson({ seq: 1, at: 'x', Đ: [true, null], a: { c: 2, b: -3 } })).toBe(
      '{"a":{"b":-3,"c":2},"at":"x","seq":1,"Đ":[true,null]}',
    );
  });

  test('is one text whatever the order of members, and holds the same value', () => {
    const value = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
    );
    fc.assert(
      fc.property(value, (members) => {
        const text = canonicalJson(members);
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(reversed)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(members)));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])(
    'refuses %d, which has no single text',
    (number: Json) => {
      expect(() => canonicalJson({ number })).toThrow(RangeError);
    },
  );
});
