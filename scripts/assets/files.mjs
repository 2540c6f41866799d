import fs from 'node:fs';
import path from 'node:path';

const ILLUSTRATIONS = 'libs/platform/ui/illustrations';

/** Files under libs/ with one of these endings, in a stable order. */
export function sourceFiles(root, endings) {
  const libs = path.join(root, 'libs');
  return fs
    .readdirSync(libs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.includes(path.extname(entry.name)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
    .sort();
}

/** Logo and illustrations, with the white space between tags removed. */
export function copiedFiles(root) {
  const folder = path.join(root, ILLUSTRATIONS);
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .sort()
    .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8').replace(/>\s+</g, '><').trim()]);
}
