import { describe, expect, test } from '@jest/globals';
import { blocksOfMarkdown } from './markdown.js';

const html = (source: string) =>
  blocksOfMarkdown(source).map((block) =>
    block.kind === 'text' ? block.html.replace(/>\s+</g, '><') : block,
  );

describe('lessons written in Markdown', () => {
  test('a picture alone in its paragraph is a block of its own, between the texts', () => {
    expect(html('Trước.\n\n![Sơ đồ bốn bước](media/a.svg "Bốn bước")\n\nSau.')).toEqual([
      '<p>Trước.</p>',
      { kind: 'picture', path: 'media/a.svg', alt: 'Sơ đồ bốn bước', caption: 'Bốn bước' },
      '<p>Sau.</p>',
    ]);
  });

  test('a picture inside a sentence is refused with its line', () => {
    expect(() => blocksOfMarkdown('Một.\n\nXem ![x](media/a.svg) này.')).toThrow(
      /^line 3: a picture must stand alone/,
    );
  });

  test.each(['note', 'safety', 'example'])('call-outs of kind %s', (kind) => {
    expect(html(`:::${kind} Nhớ **kỹ**\nMột.\n\n- hai\n:::\n\nSau.`)).toEqual([
      `<aside class="callout callout-${kind}"><p class="callout-title">Nhớ <strong>kỹ</strong></p><p>Một.</p><ul><li>hai</li></ul></aside><p>Sau.</p>`,
    ]);
  });

  test('a call-out without a title, right after a paragraph', () => {
    expect(html('Trước.\n:::note\nTrong.\n:::')).toEqual([
      '<p>Trước.</p><aside class="callout callout-note"><p>Trong.</p></aside>',
    ]);
  });

  test('an open call-out is refused with its line', () => {
    expect(() => blocksOfMarkdown('Một.\n\n:::safety Nhớ\nHai.')).toThrow('line 3: call-out is not closed');
  });

  test('unknown call-outs and raw HTML stay text', () => {
    expect(html(':::danger x\n<script>alert(1)</script>\n:::')[0]).toContain('&lt;script&gt;');
  });

  test('tables and lists', () => {
    expect(html('| A | B |\n|---|---|\n| 1 | 2 |')[0]).toContain('<th>A</th>');
  });

  test('decomposed letters come out composed', () => {
    expect(html('Thủy lợi'.normalize('NFD'))).toEqual(['<p>Thủy lợi</p>']);
  });
});
