export interface PictureSize {
  width: number;
  height: number;
}

/** Width and height from the head of a picture; null when they cannot be told. */
export function pictureSize(content: Buffer, type: string): PictureSize | null {
  try {
    const size = READERS[type]?.(content) ?? null;
    return size && size.width > 0 && size.height > 0 && size.width < 100_000 && size.height < 100_000
      ? size
      : null;
  } catch (error) {
    // A file cut off in its head: reading beyond its end.
    if ((error as { code?: string }).code?.startsWith('ERR_')) return null;
    throw error;
  }
}

const READERS: Record<string, (content: Buffer) => PictureSize | null> = {
  'image/png': (content) => ({ width: content.readUInt32BE(16), height: content.readUInt32BE(20) }),
  'image/gif': (content) => ({ width: content.readUInt16LE(6), height: content.readUInt16LE(8) }),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/svg+xml': svgSize,
};

/** Segments one after the other until a start of frame (C0–CF but C4, C8, CC). */
function jpegSize(content: Buffer): PictureSize | null {
  let at = 2;
  while (at < content.length) {
    if (content[at] !== 0xff) return null;
    const marker = content.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(content: Buffer): PictureSize | null {
  const format = content.toString('latin1', 12, 16);
  if (format === 'VP8X')
    return { width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 };
  if (format === 'VP8L') {
    const bits = content.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (format === 'VP8 ')
    return { width: content.readUInt16LE(26) & 0x3fff, height: content.readUInt16LE(28) & 0x3fff };
  return null;
}

function svgSize(content: Buffer): PictureSize | null {
  const root = /<svg\b[^>]*>/.exec(content.toString('utf8'))?.[0] ?? '';
  const box = /\bviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"/.exec(root);
  return box ? { width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) } : null;
}
