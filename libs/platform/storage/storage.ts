import type { Readable } from 'node:stream';

/** Files of the installation under keys we make ourselves; in the data folder, or in S3-compatible storage. */
export interface Storage {
  /** Stores a file under `key`, replacing an earlier one, whole or not at all; returns its size in bytes. */
  put(key: string, content: Buffer | Readable): Promise<number>;
  /** Rejects with the code ENOENT when there is no such file. */
  read(key: string): Promise<Buffer>;
  /** The file, or the bytes from `start` to `end` (both included). */
  stream(key: string, range?: { start: number; end: number }): Readable;
  /** Size in bytes, or null when there is no such file. */
  size(key: string): Promise<number | null>;
  /** No error when it is not there. */
  remove(key: string): Promise<void>;
}

export const STORAGE = Symbol('STORAGE');

/** Slash-separated names; anything else is refused. */
const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

export function checkedKey(key: string): string {
  if (!KEY.test(key) || key.includes('..')) throw new Error(`Not a storage key: ${key}`);
  return key;
}
