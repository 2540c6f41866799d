import { describe, expect, test } from '@jest/globals';
import { newCode, parseCode, shownCode } from './one-time-code.js';

describe('one-time codes', () => {
  test('come back as they were printed, in small letters, with spaces or dashes of any kind', () => {
    for (let count = 0; count < 200; count += 1) {
      const code = newCode();
      expect(shownCode(code)).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
      for (const typed of [
        code,
        shownCode(code),
        shownCode(code).toLowerCase(),
        ` ${code.slice(0, 6)} – ${code.slice(6)} `,
      ])
        expect(parseCode(typed)).toBe(code);
    }
  });

  test('never hold signs that look alike', () => {
    expect(Array.from({ length: 500 }, newCode).join('')).not.toMatch(/[01OILU]/);
  });

  test.each(['', '7KMF-29QX', '7KMF-29QX-4TW0', '7KMF-29QX-4TWAA', 'x'.repeat(43)])('%p is none', (typed) => {
    expect(parseCode(typed)).toBeNull();
  });
});
