import { describe, expect, test } from '@jest/globals';
import { pictureSize } from './picture-size.js';

const hex = (text: string) => Buffer.from(text.replace(/\s+/g, ''), 'hex');

describe('the size of a picture', () => {
  test.each([
    ['image/png', hex('89504e470d0a1a0a 0000000d 49484452 00000280 00000118 0806000000'), 640, 280],
    ['image/gif', hex('474946383961 8002 1801 000000'), 640, 280],
    // A comment and tables stand before the frame.
    ['image/jpeg', hex('ffd8 fffe0006 61626364 ffdb0005 000000 ffff c2 000b 08 0118 0280 01'), 640, 280],
    ['image/webp', hex('52494646 00000000 57454250 56503858 0a000000 00000000 7f0200 170100'), 640, 280],
    ['image/webp', hex('52494646 00000000 57454250 5650384c 00000000 2f 7fc24500'), 640, 280],
    ['image/webp', hex('52494646 00000000 57454250 56503820 00000000 000000 9d012a 8002 1801'), 640, 280],
    ['image/svg+xml', Buffer.from('<svg xmlns="x" viewBox="0 0 640 280.4">'), 640, 280],
  ])('%s', (type, content, width, height) => {
    expect(pictureSize(content, type)).toEqual({ width, height });
  });

  test.each([
    ['a picture cut off in its head', 'image/png', hex('89504e470d0a1a0a')],
    ['a JPEG without a frame', 'image/jpeg', hex('ffd8 ffdb0005 000000')],
    ['a JPEG that goes astray', 'image/jpeg', hex('ffd8 00000000')],
    ['a picture of no width', 'image/gif', hex('474946383961 0000 1801')],
    ['a drawing without a view box', 'image/svg+xml', Buffer.from('<svg width="3">')],
    ['a video', 'video/mp4', hex('00')],
  ])('of %s is not told', (_, type, content) => {
    expect(pictureSize(content, type)).toBeNull();
  });
});
