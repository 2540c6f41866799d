import { createReadStream, createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '#platform/ids';

/** Keys are slash-separated names we make ourselves; anything else is refused. */
const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** Files of the installation on disk, written whole or not at all. */
export class DiskStorage {
  constructor(private readonly root: string) {}

  /** Stores a file under `key`, replacing an earlier one; returns its size in bytes. */
  async put(key: string, content: Buffer | Readable): Promise<number> {
    const target = this.locate(key);
    const part = `${target}.${newId()}.part`;
    await fs.mkdir(path.dirname(target), { recursive: true });
    try {
      await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, createWriteStream(part));
      await fs.rename(part, target);
    } catch (error) {
      await fs.rm(part, { force: true });
      throw error;
    }
    return (await fs.stat(target)).size;
  }

  async read(key: string): Promise<Buffer> {
    return fs.readFile(this.locate(key));
  }

  /** The file, or the bytes from `start` to `end` (both included). */
  stream(key: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.locate(key), range);
  }

  /** Size in bytes, or null when there is no such file. */
  async size(key: string): Promise<number | null> {
    return fs.stat(this.locate(key)).then(
      (stat) => stat.size,
      () => null,
    );
  }

  async remove(key: string): Promise<void> {
    await fs.rm(this.locate(key), { force: true });
  }

  private locate(key: string): string {
    if (!KEY.test(key) || key.includes('..')) throw new Error(`Not a storage key: ${key}`);
    return path.join(this.root, key);
  }
}

export const STORAGE = Symbol('STORAGE');
export type Storage = Pick<DiskStorage, 'put' | 'read' | 'stream' | 'size' | 'remove'>;
