import { createReadStream, createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '#platform/ids';
import { checkedKey, type Storage } from './storage.js';

/** Files in the data folder, written whole or not at all. */
export class DiskStorage implements Storage {
  constructor(private readonly root: string) {}

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

  stream(key: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.locate(key), range);
  }

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
    return path.join(this.root, checkedKey(key));
  }
}
