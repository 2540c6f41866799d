import { createHash } from 'node:crypto';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { ZipFile } from 'yazl';
import { neutralised } from '#platform/spreadsheet';

/** One file of a bundle: opened when its turn has come, so that nothing but one of them is held. */
export interface BundlePart {
  name: string;
  open: () => Promise<Readable>;
}

/** PDFs are deflated inside: deflating them again only takes time. */
const STORED = { compress: false } as const;

/** A ZIP as a stream: the parts in their order, then the manifest, which may speak of them. */
export function bundleFile(
  parts: Iterable<BundlePart>,
  manifest: { name: string; text: () => string },
): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  let reading: Readable | null = null;
  const add = (name: string, open: () => Promise<Readable>) =>
    zip.addReadStreamLazy(name, STORED, (begin) => {
      open().then(
        (stream) => {
          reading = stream;
          stream.on('error', (error) => output.destroy(error));
          begin(null, stream);
        },
        (error: Error) => output.destroy(error),
      );
    });
  // yazl neither hears of a part that fails nor tells a part that the reader has gone.
  output.on('close', () => reading?.destroy());
  zip.outputStream.pipe(output);
  for (const { name, open } of parts) add(name, open);
  add(manifest.name, async () => new PassThrough().end(manifest.text()));
  zip.end();
  return output;
}

/** UTF-8 with a byte order mark, as spreadsheets expect; cells that would be formulas are kept as text. */
export function manifestCsv(header: string[], rows: string[][]): string {
  const lines = [header, ...rows.map((row) => row.map(neutralised))];
  return `\uFEFF${stringify(lines, { record_delimiter: 'windows' })}`;
}

/** `0000012-HP26-0000012-pham-thi-hong-nhung.pdf`: sorts as the register does. */
export function fileNameOf(number: number, serial: string, name: string): string {
  const words = `${serial} ${name}`
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${String(number).padStart(7, '0')}-${words.slice(0, 100)}.pdf`;
}

/** Lets bytes through and counts their SHA-256. */
export class Hashing extends Transform {
  readonly #hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    done(null, chunk);
  }

  /** Hexadecimal, once everything went through. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
