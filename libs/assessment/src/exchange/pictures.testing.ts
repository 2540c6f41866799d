import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { OutgoingPictures } from './item.js';

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(type), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A grey picture of this size. */
export function pngOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height, 128))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Pictures as a bank gives them to a writer. */
export const outgoing = (pictures: Record<string, Buffer>): OutgoingPictures =>
  new Map(
    Object.entries(pictures).map(([id, content]) => [
      id,
      {
        name: `${createHash('sha256').update(content).digest('hex')}.png`,
        type: 'image/png',
        content: async () => content,
      },
    ]),
  );
