import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';

/** A new primary key: UUIDv7, ordered by time. */
export const newId = (): string => v7();

/** An unguessable token of `bytes` random bytes (default 256 bits), URL-safe. */
export const newToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

const NONCE_BYTES = 18;
let nonces = Buffer.alloc(0);

/** 144 random bits for one page. Drawn many at a time: asking the system for each costs more than the rest of it. */
export function newNonce(): string {
  if (nonces.length === 0) nonces = randomBytes(NONCE_BYTES * 256);
  const nonce = nonces.toString('base64url', 0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/** What is stored of a token: never the token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);
