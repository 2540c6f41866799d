import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { PictureRefused, paperPicture, takeInPicture } from './paper-picture.js';

/** A picture of one colour and alpha but for its first pixel, which is clear. */
function png(width: number, height: number, alpha: number): Buffer {
  const picture = new PNG({ width, height });
  for (let i = 0; i < picture.data.length; i += 4) picture.data.set([200, 16, 32, i === 0 ? 0 : alpha], i);
  return PNG.sync.write(picture);
}
const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker, 0, body.length + 2]), body]);
const jpeg = (colours: number, ...before: Buffer[]) =>
  Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...before,
    segment(0xc0, Buffer.from([8, 0, 40, 0, 60, colours, 1, 0x11, 0])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from('0102ffd9', 'hex'),
  ]);

describe('a picture that is taken in', () => {
  test('is made small in its proportions and has no half-clear pixel', () => {
    const kept = PNG.sync.read(takeInPicture(png(600, 300, 128)));
    expect([kept.width, kept.height]).toEqual([240, 120]);
    const alphas = new Set(kept.data.filter((_, index) => index % 4 === 3));
    expect([...alphas]).toEqual([255]);
    // Half of the red on white.
    expect([...kept.data.subarray(4, 7)]).toEqual([224, 136, 144]);
  });

  test('keeps clear what was clear, as a stencil', () => {
    const picture = paperPicture(takeInPicture(png(9, 2, 255)));
    expect(picture).toMatchObject({ width: 9, height: 2, filter: 'FlateDecode', colours: 3 });
    expect(picture.stencil).toBeInstanceOf(Buffer);
  });

  test('a JPEG loses the notes of its camera and nothing else', () => {
    const exif = segment(0xe1, Buffer.from('Exif GPS 20.86N'));
    const kept = takeInPicture(jpeg(3, exif));
    expect(kept.equals(jpeg(3))).toBe(true);
    expect(paperPicture(kept)).toMatchObject({ width: 60, height: 40, filter: 'DCTDecode', stencil: null });
    expect(paperPicture(jpeg(1)).colours).toBe(1);
  });

  test.each([
    ['four colours of a printer', jpeg(4), 'jpeg-colours'],
    [
      'a heavy JPEG',
      jpeg(3, ...Array.from({ length: 120 }, () => segment(0xdb, Buffer.alloc(240)))),
      'jpeg-heavy',
    ],
    ['a JPEG cut off', jpeg(3).subarray(0, -2), 'broken'],
    ['a PNG cut off', png(50, 50, 255).subarray(0, 80), 'broken'],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unknown-type'],
    [
      'a PNG that says it is huge',
      Buffer.concat([
        png(2, 2, 255).subarray(0, 16),
        Buffer.from('0000ffff0000ffff', 'hex'),
        png(2, 2, 255).subarray(24),
      ]),
      'too-large',
    ],
  ])('refuses %s', (_, content, problem) => {
    expect(() => takeInPicture(content)).toThrow(expect.objectContaining({ problem }));
  });

  test('whatever is sent is kept or refused', () => {
    const whole = png(20, 20, 200);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
        const bent = Buffer.from(whole.subarray(0, Math.max(length, 1)));
        if (at < bent.length) bent[at] = value;
        try {
          takeInPicture(bent);
        } catch (error) {
          expect(error).toBeInstanceOf(PictureRefused);
        }
      }),
      { numRuns: 500 },
    );
  });
});
