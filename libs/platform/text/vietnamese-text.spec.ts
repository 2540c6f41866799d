import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanText, fold, marksOf, sameMarks, withinMarks } from './index.js';

describe('cleaning text', () => {
  test('composes, collapses spaces of every kind and drops invisible characters', () => {
    expect(cleanText('Hà \uD83D Nội\uDE00')).toBe('Hà Nội');
    expect(cleanText('\uFEFF  Phan\u00A0 Xuân\u200B\tVie\u0323\u0302t\n')).toBe('Phan Xuân Việt');
  });

  test('puts Đ where an Icelandic Ð was typed', () => {
    expect(cleanText('\u00D0ặng Hữu \u00F0ạt')).toBe('Đặng Hữu đạt');
  });

  test('what needs no cleaning is told from what does', () => {
    const letter = fc.constantFrom(...'aĐếðƉ \u00A0\u00AD\u0301\t-Ø');
    const text = fc.string({ unit: letter, maxLength: 8 });
    const plain = (one: string) =>
      one === one.normalize('NFC') && !/^\s|\s$|\s\s|[\t\u00A0\u00ADðƉ]/.test(one);
    fc.assert(
      fc.property(text, (one) => (cleanText(one) === one) === plain(one)),
      { numRuns: 2000 },
    );
  });

  test('is idempotent on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(cleanText(text)) === cleanText(text)),
    );
  });
});

describe('diacritics', () => {
  test('folding leaves letters a keyboard without Vietnamese can type', () => {
    expect(fold('Đặc khu BẠCH Long Vĩ')).toBe('dac khu bach long vi');
  });

  test('tone placement does not matter, the tone does', () => {
    expect(sameMarks(marksOf('hoà'), marksOf('hòa'))).toBe(true);
    expect(sameMarks(marksOf('Thuỷ'), marksOf('thủy'))).toBe(true);
    expect(sameMarks(marksOf('giàng'), marksOf('giang'))).toBe(false);
    expect(sameMarks(marksOf('đàn'), marksOf('dàn'))).toBe(false);
  });

  test('a word with marks left out is within the full one, a different mark is not', () => {
    expect(withinMarks(marksOf('Hông'), marksOf('Hồng'))).toBe(true);
    expect(withinMarks(marksOf('dien'), marksOf('điện'))).toBe(true);
    expect(withinMarks(marksOf('Văn'), marksOf('Vân'))).toBe(false);
    expect(withinMarks(marksOf('giàng'), marksOf('giang'))).toBe(false);
  });
});
