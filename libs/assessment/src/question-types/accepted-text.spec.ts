import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparable, type TextPolicy } from './accepted-text.js';

const strict: TextPolicy = { diacritics: 'required', letterCase: 'ignored' };
const same = (one: string, other: string, policy: TextPolicy = strict) =>
  comparable(one, policy) === comparable(other, policy);

describe('comparing typed Vietnamese', () => {
  test.each([
    ['decomposed and composed', 'Hà Nội', 'Ha\u0300 No\u0323\u0302i'],
    ['either place of the tone', 'hoà thuỷ', 'hòa thủy'],
    ['spaces of every kind', 'dữ liệu', '  dữ \u00a0\t liệu\u200b'],
    ['a stop at the end', 'mật khẩu', 'mật khẩu.'],
    ['upper and lower case', 'ĐÀ NẴNG', 'đà nẵng'],
    ['an Icelandic letter for Đ', '\u00d0à Nẵng', 'Đà Nẵng'],
  ])('%s is the same', (_, one, other) => {
    expect(same(one, other)).toBe(true);
  });

  test.each([
    ['a missing tone', 'má', 'ma'],
    ['a missing mark of a letter', 'đa', 'da'],
    ['another tone', 'bảo', 'bão'],
    ['tones on other words', 'má ba', 'ma bá'],
    ['two words for one', 'an toàn', 'antoàn'],
  ])('%s is another answer', (_, one, other) => {
    expect(same(one, other)).toBe(false);
  });

  test('without diacritics only where the author allows it, and then they never decide', () => {
    const free: TextPolicy = { ...strict, diacritics: 'optional' };
    expect(same('Đắk Lắk', 'dak lak', free)).toBe(true);
    expect(same('Đắk Lắk', 'dak lak')).toBe(false);
    expect(same('đắk', 'đăk', free)).toBe(true);
  });

  test('case counts where the author says so', () => {
    expect(same('OTP', 'otp', { ...strict, letterCase: 'required' })).toBe(false);
    expect(same('Hoà', 'Hòa', { ...strict, letterCase: 'required' })).toBe(true);
  });

  test('however it is encoded and spaced, a text stays what it is; what is allowed less never accepts more', () => {
    const word = fc.stringMatching(/^[a-zA-ZđĐăâêôơưàáảãạằắẳẵặềếểễệồốổỗộờớởỡợừứửữựỳ]{1,6}$/);
    const policy = fc.record({
      diacritics: fc.constantFrom('required' as const, 'optional' as const),
      letterCase: fc.constantFrom('ignored' as const, 'required' as const),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), policy, (words, how) => {
        const text = words.join(' ');
        const odd = ` ${words.join(' \u00a0 ').normalize('NFD')} . `;
        return same(text, odd, how) && comparable(text.normalize('NFD'), how) === comparable(text, how);
      }),
      { numRuns: 10_000 },
    );
    fc.assert(
      fc.property(word, word, (one, other) => {
        const loose: TextPolicy = { diacritics: 'optional', letterCase: 'ignored' };
        return !same(one, other) || same(one, other, loose);
      }),
      { numRuns: 10_000 },
    );
  });
});
