import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCode, newVerificationCode, parseCode } from './verification-code.js';

const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const code = fc.constant(null).map(() => newVerificationCode());
const place = fc.nat({ max: 27 });

describe('verification code', () => {
  test('is 28 letters of the Crockford alphabet, 26 of them random', () => {
    const codes = Array.from({ length: 2_000 }, newVerificationCode);
    expect(new Set(codes).size).toBe(2_000);
    for (const each of codes) expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
    for (let at = 0; at < 26; at++) {
      expect(new Set(codes.map((each) => each[at])).size).toBe(32);
    }
  });

  test('is read in groups of four', () => {
    const written = formatCode(newVerificationCode());
    expect(written).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  });

  test('survives retyping: case, spaces, any dash, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(
        code,
        fc.constantFrom('-', ' ', '–', '\u00a0', '', '\u200b', '.'),
        fc.boolean(),
        (original, dash, lower) => {
          const mistyped = formatCode(original)
            .replaceAll('-', dash)
            .replaceAll('0', 'O')
            .replace('1', 'I')
            .replace('1', 'l');
          expect(parseCode(` ${lower ? mistyped.toLowerCase() : mistyped}\n`)).toEqual({
            ok: true,
            code: original,
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('sees every single wrong letter', () => {
    fc.assert(
      fc.property(code, place, fc.constantFrom(...ALPHABET), (original, at, letter) => {
        fc.pre(original[at] !== letter);
        const wrong = original.slice(0, at) + letter + original.slice(at + 1);
        expect(parseCode(wrong)).toEqual({ ok: false, problem: 'check' });
      }),
      { numRuns: 10_000 },
    );
  });

  test('sees every swap of two neighbours', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 26 }), (original, at) => {
        fc.pre(original[at] !== original[at + 1]);
        const swapped = original.slice(0, at) + original[at + 1] + original[at] + original.slice(at + 2);
        expect(parseCode(swapped)).toEqual({ ok: false, problem: 'check' });
      }),
      { numRuns: 10_000 },
    );
  });

  test.each([
    ['', 'length'],
    ['7K3M', 'length'],
    ['7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7Z0', 'length'],
    ['7K3MQ0XZ9F2VB6T1HDRJ8NPW4CU?', 'character'],
    ['7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7U', 'character'],
    ['7K3MQ0XZ9F2VB6T1HĐRJ8NPW4C7Z', 'vietnamese-keyboard'],
    ['7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7★', 'character'],
  ])('says what is wrong with “%s”', (input, problem) => {
    expect(parseCode(input)).toEqual({ ok: false, problem });
  });

  test('accepts the code printed on the sample', () => {
    expect(parseCode('7k3m q0xz 9f2v b6t1 hdrj 8npw 4c7z').ok).toBe(true);
  });
});
