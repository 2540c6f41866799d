import { buffer } from 'node:stream/consumers';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { FileRefused } from '../item.js';

/** As many questions as a file may hold, each with a shared text and two pictures. */
const MOST_ENTRIES = 40_000;
const MOST_BYTES = 100 * 1024 * 1024;
/** Text deflates ten to fifty times; more, where it could hurt, is an attack. */
const RATIO = 200;
const RATIO_FROM = 1024 * 1024;

export type PackageParts = Map<string, () => Promise<Buffer>>;

/**
 * The files of a ZIP by name. Names that lead out of it (absolute, `..`, backslashes) and declared sizes are judged
 * before anything is inflated; yauzl holds entries to the size they declare.
 */
export async function readPackage(file: Buffer): Promise<PackageParts> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: true };
    fromBuffer(file, options, (error, opened) =>
      error ? reject(new FileRefused('zip-damaged')) : resolve(opened),
    );
  });
  if (zip.entryCount > MOST_ENTRIES) throw new FileRefused('zip-bomb');
  const entries = await entriesOf(zip);
  // Of two files of one name it would be chance which is read.
  const names = new Set(entries.map(({ fileName }) => fileName.normalize('NFC')));
  if (names.size < entries.length) throw new FileRefused('zip-damaged');
  let total = 0;
  for (const { uncompressedSize, compressedSize } of entries) {
    total += uncompressedSize;
    const swollen = uncompressedSize > RATIO_FROM && uncompressedSize > RATIO * Math.max(1, compressedSize);
    if (swollen || total > MOST_BYTES) throw new FileRefused('zip-bomb');
  }
  return new Map(entries.map((entry) => [entry.fileName, () => inflated(zip, entry)]));
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(new FileRefused('zip-damaged')));
    zip.readEntry();
  });
}

async function inflated(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.isEncrypted()) throw new FileRefused('zip-encrypted');
  return new Promise((resolve, reject) => {
    const damaged = () => reject(new FileRefused('zip-damaged'));
    zip.openReadStream(entry, (error, stream) => {
      if (error) damaged();
      else buffer(stream).then(resolve, damaged);
    });
  });
}
