import { describe, expect, test } from '@jest/globals';
import { clockText, countdownState } from './_countdown.js';
import { typedWithVietnameseKeyboard } from './_password.js';

describe('countdown', () => {
  test('shows minutes and seconds, hours when there are any, never less than zero', () => {
    expect(clockText(18 * 60 + 24)).toBe('18:24');
    expect(clockText(3725)).toBe('1:02:05');
    expect(clockText(59.2)).toBe('1:00');
    expect(clockText(0)).toBe('0:00');
    expect(clockText(-5)).toBe('0:00');
  });

  test('the last five minutes begin at five minutes, the end at zero', () => {
    expect(countdownState(301)).toBe('normal');
    expect(countdownState(300)).toBe('last');
    expect(countdownState(0.1)).toBe('last');
    expect(countdownState(0)).toBe('over');
  });
});

describe('Vietnamese keyboard in a password', () => {
  test.each(['mậtkhẩu', 'Hocvuso2026ư', 'đ', 'matkhau\u0301'])('warns of “%s”', (text) => {
    expect(typedWithVietnameseKeyboard(text)).toBe(true);
    expect(typedWithVietnameseKeyboard(text.normalize('NFD'))).toBe(true);
  });

  test.each(['', 'Matkhau2026!', 'p@$$w0rd_~^`'])('is silent for “%s”', (text) => {
    expect(typedWithVietnameseKeyboard(text)).toBe(false);
  });
});
