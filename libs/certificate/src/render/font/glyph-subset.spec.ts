import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { type FaceName, faces } from './faces.js';

const require = createRequire(import.meta.url);
const FILES: Record<FaceName, string> = {
  regular: '400Regular/EBGaramond_400Regular',
  bold: '600SemiBold/EBGaramond_600SemiBold',
  italic: '400Regular_Italic/EBGaramond_400Regular_Italic',
};
const LETTERS =
  'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz';
const SAMPLE = `${LETTERS}${LETTERS.toUpperCase()}0123456789 .,;:–-/()“”’`;

const open = (bytes: Uint8Array) => create(Buffer.from(bytes)) as Font;

describe.each(Object.keys(FILES) as FaceName[])('%s face', (name) => {
  const face = faces[name];
  const original = open(readFileSync(require.resolve(`@expo-google-fonts/eb-garamond/${FILES[name]}.ttf`)));
  const idOf = (letter: string) => original.glyphForCodePoint(letter.codePointAt(0)!).id;

  test('a subset draws every letter exactly as the whole font does, in as many glyphs as were asked', () => {
    const subset = face.createSubset();
    const ids = [...new Set([...SAMPLE].map(idOf))];
    const numbers = ids.map((id) => subset.includeGlyph(id));
    expect(ids.map((id) => subset.includeGlyph(id))).toEqual(numbers);
    const written = open(subset.encode());
    expect(written.numGlyphs).toBe(ids.length + 1);
    for (const [index, id] of ids.entries()) {
      const copy = written.getGlyph(numbers[index]!);
      const source = original.getGlyph(id);
      expect(copy.path.toSVG()).toBe(source.path.toSVG());
      expect(copy.advanceWidth).toBe(source.advanceWidth);
      expect(copy.bbox).toEqual(source.path.bbox);
    }
  });

  test.each(['Phạm Thị Hồng Nhung', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Từ Văn Toàn, AV. 14/08/1987'])(
    'sets “%s” with the glyphs and kerning of the full shaper',
    (text) => {
      for (const word of text.split(' ')) {
        const quick = face.layout(word);
        const full = original.layout(word, { liga: false, clig: false, calt: false, dlig: false });
        expect(quick.glyphs.map(({ id }) => id)).toEqual(full.glyphs.map(({ id }) => id));
        expect(quick.positions.map(({ xAdvance }) => xAdvance)).toEqual(
          full.positions.map(({ xAdvance }) => xAdvance),
        );
        expect(face.width(word, 1000)).toBe(full.advanceWidth);
      }
    },
  );
});

// Bahnar and Jarai write ơ̆. The italic cannot place the mark, and sets nothing but place and date.
test.each(['regular', 'bold'] as const)('%s places a mark over a letter without a composed form', (name) => {
  const [letter, mark] = faces[name].layout('ơ̆').positions;
  expect(letter!.xAdvance).toBeGreaterThan(0);
  expect(mark!.xOffset).toBeLessThan(0);
});
