import { describe, expect, test } from '@jest/globals';
import { partsOf } from './exercise.js';

describe('the exercise of a lesson', () => {
  test('stands apart between its heading and the next', () => {
    expect(
      partsOf('<p>Mở đầu</p>\n<h2>Thực hành</h2>\n<ol><li>Một</li></ol>\n<h2>Ghi nhớ</h2><p>x</p>'),
    ).toEqual({
      before: '<p>Mở đầu</p>\n',
      exercise: '\n<ol><li>Một</li></ol>\n',
      after: '<h2>Ghi nhớ</h2><p>x</p>',
    });
  });

  test('may be the last section', () => {
    expect(partsOf('<h2 id="t">Thực hành</h2><p>a</p>')).toEqual({
      before: '',
      exercise: '<p>a</p>',
      after: '',
    });
  });

  test.each(['<p>Không có phần ấy</p>', '<aside class="callout"><h2>Thực hành</h2><p>a</p></aside><p>b</p>'])(
    'leaves the lesson whole: %s',
    (html) => expect(partsOf(html)).toEqual({ before: html, exercise: null, after: '' }),
  );
});
