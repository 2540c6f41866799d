import { gzipSync } from 'node:zlib';

/** Bitstring Status List 1.0: as many positions as the specification asks for, so that one tells nothing. */
export const LIST_LENGTH = 131_072;

/** Which list of an issuer holds a position, and where. Both count from 0. */
export const placeOf = (position: number) => ({
  list: Math.floor(position / LIST_LENGTH),
  index: position % LIST_LENGTH,
});

/** `encodedList`: bits from the left, compressed, multibase Base64url. */
export function encodeList(revoked: Iterable<number>): string {
  const bits = Buffer.alloc(LIST_LENGTH / 8);
  for (const index of revoked) {
    const at = index >> 3;
    bits.writeUInt8(bits.readUInt8(at) | (0x80 >> (index & 7)), at);
  }
  return `u${gzipSync(bits).toString('base64url')}`;
}
