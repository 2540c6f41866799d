import { describe, expect, test } from '@jest/globals';
import { renderLesson, type ShownBlock, sizeText } from './lesson-html.js';
import { httpsAddress, youtubeId } from './video-link.js';

const words = { watchElsewhere: 'Xem trên trang khác', openFile: 'Mở tệp' };
const block = (given: Partial<ShownBlock>): ShownBlock => ({
  ...{ kind: 'text', html: '', url: null, alt: '', caption: '', mediaId: null },
  ...{ mediaName: null, mediaType: null, mediaBytes: null, width: null, height: null },
  ...given,
});
const render = (given: Partial<ShownBlock>) => renderLesson([block(given)], words);

describe('a lesson as HTML', () => {
  test('a picture says its size and its words, escaped', () => {
    const html = render({
      kind: 'picture',
      mediaId: 'id',
      alt: 'a "b" <c>',
      caption: '<i>',
      width: 640,
      height: 280,
    });
    expect(html).toBe(
      '<figure class="lesson-picture"><img src="/media/id" alt="a &quot;b&quot; &lt;c&gt;" width="640" height="280" loading="lazy" decoding="async"><figcaption>&lt;i&gt;</figcaption></figure>',
    );
  });

  test('a YouTube link plays without cookies; any other address is only a link', () => {
    const youtube = render({ kind: 'video', url: 'https://youtu.be/dQw4w9WgXcQ', alt: 'Giới thiệu' });
    expect(youtube).toContain('src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"');
    const other = render({ kind: 'video', url: 'https://video.example/?a=1&b="x', alt: 'Bài' });
    expect(other).not.toContain('<iframe');
    expect(other).toContain('href="https://video.example/?a=1&amp;b=&quot;x"');
  });

  test.each(['javascript:alert(1)', 'http://video.example', 'data:text/html,x', '//video.example'])(
    'the address %s is never shown',
    (url) => {
      expect(render({ kind: 'video', url, alt: 'x' })).toBe('');
    },
  );

  test('our own video loads nothing before it is started', () => {
    const html = render({
      kind: 'video',
      mediaId: 'id',
      mediaType: 'video/webm',
      mediaBytes: 3_000_000,
      alt: 'Bài',
    });
    expect(html).toContain('preload="none"');
    expect(html).toContain('<source src="/media/id" type="video/webm">');
    expect(html).toContain('2,9 MB');
  });

  test('a PDF says how large it is', () => {
    expect(render({ kind: 'file', mediaId: 'id', alt: 'Mẫu đơn', mediaBytes: 20_480 })).toContain(
      'Mở tệp: Mẫu đơn</a> <span class="muted">(PDF, 20 KB)',
    );
  });

  test('a wide table scrolls by itself', () => {
    expect(render({ html: '<table><tbody><tr><td>1</td></tr></tbody></table>' })).toMatch(
      /^<div class="table-wrap" tabindex="0" role="group".*<table>.*<\/table><\/div>$/,
    );
  });

  test('blocks whose file is gone show nothing', () => {
    for (const kind of ['picture', 'video', 'file'] as const) expect(render({ kind })).toBe('');
  });
});

describe('links to videos', () => {
  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1', 'dQw4w9WgXcQ'],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', 'dQw4w9WgXcQ'],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0', 'dQw4w9WgXcQ'],
    ['https://youtu.be/dQw4w9WgXcQ', 'dQw4w9WgXcQ'],
    ['https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ', null],
    ['http://youtu.be/dQw4w9WgXcQ', null],
    ['https://youtu.be/"onload="x', null],
    ['https://www.youtube.com/watch', null],
    ['khong phai', null],
  ])('%s', (address, id) => {
    expect(youtubeId(address)).toBe(id);
  });

  test.each([
    [' https://video.example/a b ', 'https://video.example/a%20b'],
    ['http://video.example', null],
    ['https://user:pass@video.example', null],
    ['https://localhost/x', null],
    ['javascript:alert(1)', null],
    ['video.example', null],
  ])('%s is taken as %s', (address, expected) => {
    expect(httpsAddress(address)).toBe(expected);
  });
});

test.each([
  [0, '1 KB'],
  [1024, '1 KB'],
  [1_048_575, '1024 KB'],
  [1_572_864, '1,5 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
