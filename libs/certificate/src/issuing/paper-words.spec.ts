import { describe, expect, test } from '@jest/globals';
import { citation, resultWords } from './paper-words.js';

describe('words of the paper', () => {
  test.each([
    [null, 'Đạt'],
    [9458, 'Đạt (94,58%)'],
    [7005, 'Đạt (70,05%)'],
    [7000, 'Đạt (70%)'],
    [10_000, 'Đạt (100%)'],
  ])('%j in ten thousandths: %s', (scoreBp, words) => {
    expect(resultWords(scoreBp)).toBe(words);
  });

  test.each([
    ['Thông tư 02/2025/TT-BGDĐT ngày 24/01/2025 của Bộ Giáo dục và Đào tạo', 'Thông tư 02/2025/TT-BGDĐT'],
    ['Quyết định 757/QĐ-BKHCN ngày 29/4/2025', 'Quyết định 757/QĐ-BKHCN'],
    ['Khung của thành phố', 'Khung của thành phố'],
  ])('%s is cited as %s', (document, short) => {
    expect(citation(document)).toBe(short);
  });
});
