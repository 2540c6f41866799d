import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bind, type Span, widthOf, wrap } from './text-flow.js';

const word = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêghịọữỹNTHẤ0123-/'),
  minLength: 1,
  maxLength: 40,
});
const spans = fc.array(
  fc.record({
    text: fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' ')),
    face: fc.constantFrom<Span['face']>('regular', 'bold'),
  }),
  { minLength: 1, maxLength: 3 },
);
const joined = (list: Span[]) => list.map(({ text }, i) => (i === 0 ? text : ` ${text}`)).join('');
const separated = (list: Span[]) =>
  list.map((span, i) => (i === 0 ? span : { ...span, text: ` ${span.text}` }));

describe('text flow', () => {
  test('loses no letter and never passes the width', () => {
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 60, max: 700 }),
        fc.constantFrom(9, 14, 38),
        (list, width, size) => {
          const lines = wrap(separated(list), size, width);
          const text = lines.flatMap((line) => line.spans.map((span) => span.text)).join('');
          expect(text.replaceAll(' ', '')).toBe(joined(list).replaceAll(' ', ''));
          for (const line of lines) {
            expect(line.width).toBeLessThanOrEqual(width);
            const end = line.spans.at(-1)!;
            expect(end.x + widthOf([end], size)).toBeCloseTo(line.width, 3);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('spans of a line follow each other without overlapping', () => {
    const [line] = wrap(
      [
        { text: 'Ngày sinh: ', face: 'regular' },
        { text: '14/08/1987', face: 'bold' },
      ],
      14,
      600,
    );
    expect(line!.spans.map(({ text }) => text)).toEqual(['Ngày sinh: ', '14/08/1987']);
    expect(line!.spans[1]!.x).toBeCloseTo(widthOf([line!.spans[0]!], 14), 3);
  });

  test('makes the lines even instead of leaving one word alone', () => {
    const title = 'Ứng dụng AI trong thực thi nhiệm vụ của các cơ quan hành chính nhà nước';
    const text: Span[] = [{ text: title, face: 'regular' }];
    const [first, second, ...more] = wrap(text, 14, widthOf(text, 14) - 1);
    expect(more).toEqual([]);
    expect(second!.width).toBeGreaterThan(first!.width * 0.8);
  });

  test('keeps bound words together and draws their space as a space', () => {
    const text: Span[] = [{ text: `thời lượng ${bind('12 tiết')}`, face: 'regular' }];
    const lines = wrap(text, 14, widthOf([{ text: 'thời lượng 12', face: 'regular' }], 14) + 2);
    expect(lines.map((line) => line.spans[0]!.text)).toEqual(['thời lượng', '12 tiết']);
  });

  test('cuts a word that is longer than the line', () => {
    const lines = wrap([{ text: 'a'.repeat(200), face: 'regular' }], 14, 100);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.map((line) => line.spans[0]!.text).join('')).toBe('a'.repeat(200));
  });
});
