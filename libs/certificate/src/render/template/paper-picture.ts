import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { pictureSize } from '#platform/pictures';

/** Longest side that a picture is kept at: 40 mm at 150 dots an inch. */
const LONGEST_SIDE = 240;
/** A scan beyond this is refused before it is unpacked. */
const MOST_PIXELS = 16_000_000;
const HEAVIEST_JPEG = 24 * 1024;

export type PictureProblem = 'unknown-type' | 'broken' | 'too-large' | 'jpeg-colours' | 'jpeg-heavy';

export class PictureRefused extends Error {
  constructor(readonly problem: PictureProblem) {
    super(problem);
  }
}

/** A picture as a page embeds it: colours without transparency, and a stencil where paper shows through. */
export interface PaperPicture {
  width: number;
  height: number;
  filter: 'FlateDecode' | 'DCTDecode';
  colours: 1 | 3;
  data: Buffer;
  /** One bit a pixel, deflated; 1 is left out. PDF/A-1 allows a stencil, no soft mask. */
  stencil: Buffer | null;
  /** For a page of the browser. */
  url: string;
}

/**
 * What is kept of a picture that somebody sent: a PNG made small and flat, or the JPEG without its notes (place,
 * camera). Throws PictureRefused; the name and the declared type count for nothing.
 */
export function takeInPicture(content: Buffer): Buffer {
  if (content.subarray(0, 8).equals(PNG_HEAD)) return flattenedPng(content);
  if (content[0] === 0xff && content[1] === 0xd8) return bareJpeg(content);
  throw new PictureRefused('unknown-type');
}

/** Of a picture that was taken in. */
export function paperPicture(kept: Buffer): PaperPicture {
  const isPng = kept.subarray(0, 8).equals(PNG_HEAD);
  const url = `data:image/${isPng ? 'png' : 'jpeg'};base64,${kept.toString('base64')}`;
  if (!isPng) {
    const { width, height } = pictureSize(kept, 'image/jpeg')!;
    const colours = jpegColours(kept) === 1 ? 1 : 3;
    return { width, height, filter: 'DCTDecode', colours, data: kept, stencil: null, url };
  }
  const { width, height, data } = PNG.sync.read(kept);
  const rgb = Buffer.alloc(width * height * 3);
  const row = Math.ceil(width / 8);
  const stencil = Buffer.alloc(row * height);
  let clear = false;
  for (let i = 0; i < width * height; i++) {
    data.copy(rgb, i * 3, i * 4, i * 4 + 3);
    if (data[i * 4 + 3]! > 0) continue;
    clear = true;
    stencil[Math.floor(i / width) * row + ((i % width) >> 3)]! |= 0x80 >> ((i % width) % 8);
  }
  const packed = { data: deflateSync(rgb, { level: 9 }), stencil: clear ? deflateSync(stencil) : null };
  return { width, height, filter: 'FlateDecode', colours: 3, ...packed, url };
}

const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex');

function flattenedPng(content: Buffer): Buffer {
  const size = pictureSize(content, 'image/png');
  if (!size) throw new PictureRefused('broken');
  if (size.width * size.height > MOST_PIXELS) throw new PictureRefused('too-large');
  let png: PNG;
  try {
    png = PNG.sync.read(content);
  } catch {
    throw new PictureRefused('broken');
  }
  return PNG.sync.write(flat(shrunk(png)), { deflateLevel: 9 });
}

/** Averages whole blocks of pixels, colours weighed by how much they cover. */
function shrunk(png: PNG): PNG {
  const factor = Math.max(1, Math.max(png.width, png.height) / LONGEST_SIDE);
  if (factor === 1) return png;
  const small = new PNG({
    width: Math.max(1, Math.round(png.width / factor)),
    height: Math.max(1, Math.round(png.height / factor)),
  });
  for (let y = 0; y < small.height; y++) for (let x = 0; x < small.width; x++) average(png, small, x, y);
  return small;
}

function average(png: PNG, small: PNG, x: number, y: number): void {
  const [from, to] = [
    (at: number, of: number, all: number) => Math.floor((at * all) / of),
    (at: number, of: number, all: number) => Math.max(Math.ceil(((at + 1) * all) / of), 1),
  ];
  const sum = [0, 0, 0, 0];
  let count = 0;
  for (
    let py = from(y, small.height, png.height);
    py < to(y, small.height, png.height) && py < png.height;
    py++
  )
    for (
      let px = from(x, small.width, png.width);
      px < to(x, small.width, png.width) && px < png.width;
      px++
    ) {
      const i = (py * png.width + px) * 4;
      const alpha = png.data[i + 3]!;
      for (let c = 0; c < 3; c++) sum[c]! += png.data[i + c]! * alpha;
      sum[3]! += alpha;
      count++;
    }
  const i = (y * small.width + x) * 4;
  for (let c = 0; c < 3; c++) small.data[i + c] = sum[3]! > 0 ? Math.round(sum[c]! / sum[3]!) : 255;
  small.data[i + 3] = Math.round(sum[3]! / count);
}

/** Half-covered pixels become their colour on white; what is hardly covered becomes clear. In 32 steps a colour. */
function flat(png: PNG): PNG {
  for (let i = 0; i < png.data.length; i += 4) {
    const share = png.data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      const onPaper = png.data[i + c]! * share + 255 * (1 - share);
      png.data[i + c] = share < 0.1 ? 255 : Math.min(255, Math.round(onPaper / 8) * 8);
    }
    png.data[i + 3] = share < 0.1 ? 0 : 255;
  }
  return png;
}

/** Drops notes of cameras and programs (APPn, but Adobe's about colours, and comments). */
function bareJpeg(content: Buffer): Buffer {
  if (!pictureSize(content, 'image/jpeg')) throw new PictureRefused('broken');
  const kept = [content.subarray(0, 2)];
  let at = 2;
  while (content[at] === 0xff && at + 4 <= content.length) {
    const marker = content[at + 1]!;
    const end = at + 2 + content.readUInt16BE(at + 2);
    const isNote = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (!isNote) kept.push(content.subarray(at, marker === 0xda ? content.length : end));
    if (marker === 0xda) break;
    at = end;
  }
  const bare = Buffer.concat(kept);
  if (
    bare.lastIndexOf(Buffer.from([0xff, 0xd9])) < bare.length - 2 ||
    !bare.includes(Buffer.from([0xff, 0xda]))
  )
    throw new PictureRefused('broken');
  if (![1, 3].includes(jpegColours(bare))) throw new PictureRefused('jpeg-colours');
  if (bare.length > HEAVIEST_JPEG) throw new PictureRefused('jpeg-heavy');
  return bare;
}

/** Number of components of the first frame; 0 when there is none. */
function jpegColours(content: Buffer): number {
  for (
    let at = 2;
    at + 10 <= content.length && content[at] === 0xff;
    at += 2 + content.readUInt16BE(at + 2)
  ) {
    const marker = content[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return content[at + 9]!;
  }
  return 0;
}
