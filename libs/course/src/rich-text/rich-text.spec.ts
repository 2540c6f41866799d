import fs from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sanitiseRichText } from './rich-text.js';

const attacks = JSON.parse(
  fs.readFileSync(new URL('./fixtures/attacks.json', import.meta.url), 'utf8'),
) as string[];

/** Text without angle brackets, and tags written in exactly these ways: anything else fails, whatever parses it. */
const PLAIN =
  'p|h2|h3|h4|ul|ol|li|blockquote|pre|aside|table|caption|thead|tbody|tr|th|td|strong|em|u|s|sub|sup|code|a';
const SAFE = new RegExp(
  `^(?:[^<>]|</(?:${PLAIN})>|<(?:${PLAIN})>|<(?:br|hr) />|<ol start="[1-9]\\d{0,2}">` +
    '|<(?:th|td)(?: (?:colspan|rowspan)="[1-9]\\d{0,2}")*(?: scope="(?:row|col)")?>' +
    '|<aside class="callout(?: callout-(?:note|safety|example))?">|<p class="callout-title">' +
    '|<a href="https?://[^"<>\\s]*" rel="noopener noreferrer">|<a href="(?:mailto:|tel:|#|/(?![/\\\\]))[^"<>\\s]*">)*$',
  'u',
);

describe('sanitising authored text', () => {
  test('there are attacks enough to learn from', () => {
    expect(new Set(attacks).size).toBeGreaterThanOrEqual(100);
  });

  test.each(attacks)('disarms %j', (attack) => {
    const clean = sanitiseRichText(`<p>trước</p>${attack}<p>sau</p>`);
    expect(clean).toMatch(SAFE);
    expect(sanitiseRichText(clean)).toBe(clean);
  });

  test('the check itself sees what it should', () => {
    for (const bad of [
      '<p onclick="x">',
      '<img src="x">',
      '<a href="javascript:x">',
      '<p style="x">',
      '<p id="x">',
    ])
      expect(bad).not.toMatch(SAFE);
  });

  test('keeps what a lesson is made of, as it was', () => {
    const lesson =
      '<h2>Một</h2><p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, <a href="https://moet.gov.vn" rel="noopener noreferrer">nguồn</a><br />dòng hai</p>' +
      '<aside class="callout callout-safety"><p class="callout-title">Nhớ</p><p>Không đưa dữ liệu cá nhân.</p></aside>' +
      '<ol start="3"><li>ba</li></ol><table><thead><tr><th scope="col" colspan="2">A</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table><hr />';
    // The scope comes after the spans in what we write.
    expect(sanitiseRichText(lesson)).toBe(
      lesson.replace('scope="col" colspan="2"', 'colspan="2" scope="col"'),
    );
  });

  test('brings headings and marks of other editors to ours', () => {
    expect(sanitiseRichText('<h1>A</h1><h5>B</h5><b>c</b> <i>d</i> <strike>e</strike>')).toBe(
      '<h2>A</h2><h4>B</h4><strong>c</strong> <em>d</em> <s>e</s>',
    );
  });

  test('writes names in one form of Unicode', () => {
    expect(sanitiseRichText('<p>Thủy</p>'.normalize('NFD'))).toBe('<p>Thủy</p>');
  });

  test('whatever is put together from tags and pieces of attacks comes out safe, and stays as it is', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...attacks),
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '</',
        '<!--',
        '-->',
        ']]>',
        '<p ',
        '<a href=',
        '<svg>',
        '</style>',
        '&',
        '\0',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const clean = sanitiseRichText(parts.join(''));
        expect(clean).toMatch(SAFE);
        expect(sanitiseRichText(clean)).toBe(clean);
      }),
      { numRuns: 1000 },
    );
  });
});
