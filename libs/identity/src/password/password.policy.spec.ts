import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { passwordWeakness } from './password.policy.js';

describe('a password', () => {
  test.each([
    ['ngan', 'too-short'],
    ['a'.repeat(129), 'too-long'],
    ['01011985', 'only-digits'],
    ['01/01/1985', 'only-digits'],
    ['0912345678', 'only-digits'],
    ['12345678901234', 'common'],
    ['qwertyuiop', 'common'],
    ['POIUYTREWQ', 'common'],
    ['aaaaaaaaaa', 'common'],
    ['abcabcabcab', 'common'],
    ['password', 'common'],
    ['Password1!', 'common'],
    ['P@ssw0rd', 'common'],
    ['matkhau123', 'common'],
    ['Mật khẩu 123', 'common'],
    ['m4tkh4u2026', 'common'],
    ['Vietnam@2026', 'common'],
    ['haiphong31', 'common'],
    ['anhyeuem1990', 'common'],
    ['iloveyou<3<3', 'common'],
    ['xinchaovietnam', 'common'],
    ['matkhauhue9', 'common'],
    ['abcmatkhau9', 'common'],
    ['!!!!1234!!!!', 'common'],
  ])('%p will not do: %s', (password, weakness) => {
    expect(passwordWeakness(password)).toBe(`identity.password-${weakness}`);
  });

  test.each([
    'con trâu gặm cỏ',
    'bốn mùa hoa nở',
    'xe đạp màu xanh 7',
    'k9#Lm2vQ',
    'tháng ba có mưa',
    '829104756331',
  ])('%p will do', (password) => {
    expect(passwordWeakness(password)).toBeNull();
  });

  test('may not be the person themselves with a few signs added', () => {
    const about = ['Phạm Thị Hồng Nhung', '0912345678', 'nhungpth42'];
    expect(passwordWeakness('phamthihongnhung1', about)).toBe('identity.password-personal');
    expect(passwordWeakness('nhungpth42abc', about)).toBe('identity.password-personal');
    expect(passwordWeakness('so0912345678', about)).toBe('identity.password-personal');
    expect(passwordWeakness('hoa hồng nhung nở đầy vườn', about)).toBeNull();
    // Six letters are a name; five are too easily part of something else. Six signs more make it another word.
    expect(passwordWeakness('minhan2718', ['Minh An'])).toBe('identity.password-personal');
    expect(passwordWeakness('baoan2718', ['Bảo An'])).toBeNull();
    expect(passwordWeakness('minhan27181', ['Minh An'])).toBe('identity.password-personal');
    expect(passwordWeakness('minhan271828', ['Minh An'])).toBeNull();
  });

  test('is judged the same in composed and decomposed letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        expect(passwordWeakness(text.normalize('NFD'))).toBe(passwordWeakness(text.normalize('NFC')));
      }),
    );
  });

  test('of sixteen random letters always does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[b-df-hj-np-tv-z]{7}[2-9][B-DF-HJ-NP-TV-Z]{8}$/), (text) => {
        fc.pre(new Set(text).size > 8);
        expect(passwordWeakness(text)).toBeNull();
      }),
    );
  });
});
