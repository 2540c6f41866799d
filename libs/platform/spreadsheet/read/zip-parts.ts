import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { LIMITS } from './limits.js';
import { SpreadsheetRefused } from './refused.js';

/** The parts of a ZIP by name. Declared sizes are judged before anything is inflated; yauzl holds them to it. */
export class ZipParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(file: Buffer): Promise<ZipParts> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      fromBuffer(file, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(new SpreadsheetRefused('damaged')) : resolve(opened),
      );
    });
    if (zip.entryCount > LIMITS.zipEntries) throw new SpreadsheetRefused('bomb');
    const entries = await listEntries(zip);
    let total = 0;
    for (const entry of entries.values()) {
      total += entry.uncompressedSize;
      const swollen = entry.uncompressedSize > LIMITS.ratio * Math.max(entry.compressedSize, 1);
      if (total > LIMITS.inflatedBytes || (swollen && entry.uncompressedSize > LIMITS.ratioFrom)) {
        throw new SpreadsheetRefused('bomb');
      }
    }
    return new ZipParts(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(key(name));
  }

  /** The part's bytes as they inflate; null when there is no such part. */
  async read(name: string): Promise<Readable | null> {
    const entry = this.entries.get(key(name));
    if (!entry) return null;
    if (entry.isEncrypted()) throw new SpreadsheetRefused('protected');
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) =>
        error ? reject(new SpreadsheetRefused('damaged')) : resolve(stream),
      );
    });
  }
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(key(entry.fileName), entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(new SpreadsheetRefused('damaged')));
    zip.readEntry();
  });
}

/** Part names are compared without case (ECMA-376 Part 2, 6.2.2.3); some producers write backslashes. */
function key(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}
