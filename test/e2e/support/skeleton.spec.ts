import { describe, expect, test } from '@jest/globals';
import { parse } from 'node-html-parser';
import { skeletonOf } from './skeleton.js';

const of = (html: string) => skeletonOf(parse(html));

describe('the skeleton of a page', () => {
  test('is the same for other words, addresses and numbers of rows', () => {
    const list = (...rows: string[]) =>
      of(`<ul>${rows.map((each) => `<li><a href="/${each}">${each}</a></li>`).join('')}</ul>`);
    expect(list('one', 'two', 'three')).toBe(list('four'));
    expect(of('<input id="a" aria-label="Tìm" value="x">')).toBe(
      of('<input id="b" aria-label="Lọc" value="y">'),
    );
  });

  test.each([
    ['no text in it', '<a href="/x"> </a>'],
    ['nowhere to go', '<a>Xem</a>'],
    ['another class', '<a href="/x" class="btn">Xem</a>'],
    ['a state', '<a href="/x" aria-current="page">Xem</a>'],
    ['a name', '<a href="/x" aria-label="Xem lớp">Xem</a>'],
    ['another element', '<button>Xem</button>'],
    ['something beside it', '<a href="/x">Xem</a><img src="/y">'],
  ])('tells apart: %s', (_, other) => {
    expect(of(other)).not.toBe(of('<a href="/x">Xem</a>'));
  });

  test('tells an empty name and an empty picture text from full ones', () => {
    expect(of('<img alt="">')).not.toBe(of('<img alt="Ảnh">'));
    expect(of('<input aria-label="">')).not.toBe(of('<input aria-label="Tên">'));
  });
});
