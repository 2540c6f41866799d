import { crc32 } from 'node:zlib';

/** A badge inside a picture (Open Badges 3.0, 5.3): whoever has the picture has the credential. */

/** `svg` begins with its `<svg …>` tag, which names the namespace already. */
export function bakeSvg(svg: string, token: string): string {
  const end = svg.indexOf('>') + 1;
  return `${svg.slice(0, end)}<openbadges:credential verify="${token}"></openbadges:credential>${svg.slice(end)}`;
}

export const BADGE_NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';

const KEYWORD = 'openbadgecredential';
const SIGNATURE_LENGTH = 8;
/** Length, type, 13 bytes and checksum of IHDR, which stands first. */
const HEADER_LENGTH = 25;

/** Puts an uncompressed `iTXt` chunk behind the header of a PNG. */
export function bakePng(png: Buffer, token: string): Buffer {
  // Keyword, end, not compressed, method 0, no language, no translated keyword, text.
  const body = Buffer.concat([
    Buffer.from('iTXt'),
    Buffer.from(KEYWORD),
    Buffer.alloc(5),
    Buffer.from(token),
  ]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const at = SIGNATURE_LENGTH + HEADER_LENGTH;
  return Buffer.concat([png.subarray(0, at), chunk, png.subarray(at)]);
}
