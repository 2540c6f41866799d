import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const COMPRESSED = /\.(css|js|svg|json)$/;

/** dist/assets: writes hashed files, keeps what did not change, removes what is no longer made. */
export class AssetFolder {
  #manifest = {};
  #kept = new Set(['manifest.json']);
  #sizes = new Map();

  constructor(folder, { quick }) {
    this.folder = folder;
    this.quick = quick;
    fs.mkdirSync(folder, { recursive: true });
  }

  add(name, content) {
    if (this.#manifest[name]) throw new Error(`Two assets are named ${name}`);
    const data = Buffer.isBuffer(content) ? content : Buffer.from(content);
    const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
    const { dir, name: stem, ext } = path.parse(name);
    const hashed = path.posix.join(dir, `${stem}.${hash}${ext}`);
    this.#manifest[name] = hashed;
    this.#write(hashed, () => data);
    const size = { size: data.length };
    if (COMPRESSED.test(ext)) {
      const level = this.quick ? 5 : 11;
      const params = {
        [zlib.constants.BROTLI_PARAM_QUALITY]: level,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      };
      size.brotli = this.#write(`${hashed}.br`, () => zlib.brotliCompressSync(data, { params }));
      this.#write(`${hashed}.gz`, () => zlib.gzipSync(data, { level: this.quick ? 6 : 9 }));
    }
    this.#sizes.set(name, size);
  }

  /** Replaces `asset:logical-name` in a style sheet by the hashed name, which sits in the same folder. */
  resolveReferences(css) {
    return css.replace(/asset:([\w.-]+)/g, (_, name) => {
      if (!this.#manifest[name]) throw new Error(`A style sheet names the unknown asset ${name}`);
      return this.#manifest[name];
    });
  }

  finish() {
    const sorted = Object.fromEntries(Object.entries(this.#manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
    fs.writeFileSync(path.join(this.folder, 'manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`);
    for (const file of fs.readdirSync(this.folder, { recursive: true })) {
      const full = path.join(this.folder, file);
      if (fs.statSync(full).isFile() && !this.#kept.has(file.replaceAll(path.sep, '/'))) fs.rmSync(full);
    }
  }

  sizes() {
    return [...this.#sizes].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The name holds the hash of the content, so an existing file is already right. Returns its length. */
  #write(file, produce) {
    const full = path.join(this.folder, file);
    this.#kept.add(file);
    if (fs.existsSync(full)) return fs.statSync(full).size;
    const data = produce();
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(`${full}.new`, data);
    fs.renameSync(`${full}.new`, full);
    return data.length;
  }
}
