import { describe, expect, test } from '@jest/globals';
import { faces } from '../font/faces.js';
import { capitals, optionalText, requiredText } from './printable-text.js';

const LOWER = 'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz';

describe('printable text', () => {
  test('every Vietnamese letter is in every face, small and capital', () => {
    expect(new Set(LOWER).size).toBe(93);
    for (const face of Object.values(faces)) {
      for (const letter of LOWER + capitals(LOWER))
        expect([letter, face.has(letter.codePointAt(0)!)]).toEqual([letter, true]);
    }
  });

  test.each(['Rơ Châm H’Phơ̆', 'H’Hen Niê', 'Y Ƀlưm Êƀan', 'Kpă Čing', 'Đinh Ŏn'])(
    'prints the name %s',
    (name) => {
      expect(requiredText('holder.name', name)).toBe(name.normalize('NFC'));
    },
  );

  test('NFD becomes NFC; controls, bidi marks, joiners, halves of characters and doubled spaces go', () => {
    const typed = '\u202EPhạm\u0000\uD800 Thị\u200D  Hồng\u00A0\n Nhung\uFEFF'.normalize('NFD');
    expect(requiredText('holder.name', typed)).toBe('Phạm Thị Hồng Nhung');
  });

  test.each([
    ['🎓', 'U+1F393'],
    ['漢', 'U+6F22'],
    ['ﷺ', 'U+FDFA'],
    ['\uE000', 'U+E000'],
  ])('refuses %s and says which character of which field', (character, codePoint) => {
    expect(() => requiredText('holder.name', `An ${character}`)).toThrow(
      expect.objectContaining({
        code: 'certificate.unsupported-character',
        params: { field: 'holder.name', character, codePoint },
      }),
    );
  });

  test('an optional field of blanks is absent, a required one is missing', () => {
    expect(optionalText('holder.unit', ' \u200B\t')).toBeUndefined();
    expect(optionalText('holder.unit', undefined)).toBeUndefined();
    expect(() => requiredText('holder.name', ' \u200B')).toThrow(
      expect.objectContaining({ code: 'certificate.missing-field', params: { field: 'holder.name' } }),
    );
  });

  test('300 characters are the limit', () => {
    expect(requiredText('course.name', 'a'.repeat(300))).toHaveLength(300);
    expect(() => requiredText('course.name', 'a'.repeat(301))).toThrow(
      expect.objectContaining({
        code: 'certificate.too-long',
        params: { field: 'course.name', maximum: 300 },
      }),
    );
  });
});
