import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { sourceFiles } from './files.mjs';

const BROWSER_FOLDER = /[/\\]browser[/\\][^/\\]+$/;

/** ui modules keep their name (`saved.js`); a context's get it in front (`assessment-answers.js`). */
export function scriptName(root, file) {
  const [area] = path.relative(path.join(root, 'libs'), file).split(path.sep);
  const stem = path.basename(file).replace(/\.(ts|js)$/, '');
  return `${area === 'platform' ? stem : `${area}-${stem}`}.js`;
}

export async function buildScripts(root) {
  const entries = sourceFiles(root, ['.ts', '.js']).filter(
    (file) =>
      BROWSER_FOLDER.test(file) && !/\.(spec|d)\.ts$/.test(file) && !path.basename(file).startsWith('_'),
  );
  const modules = await Promise.all(
    entries.map(async (file) => {
      const result = await build({
        entryPoints: [file],
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        target: ['chrome88', 'safari15', 'firefox90'],
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'warning',
      });
      return [scriptName(root, file), result.outputFiles[0].contents];
    }),
  );
  return [...modules.map(([name, data]) => [name, Buffer.from(data)]), ['htmx.js', htmx(root)]];
}

/** htmx and its nonce gate as one file: the gate must be there before the first element is read. */
function htmx(root) {
  const read = (file) =>
    fs
      .readFileSync(path.join(root, 'node_modules/htmx.org/dist', file), 'utf8')
      .replace(/\/\/# sourceMappingURL=.*$/m, '')
      .trim();
  return `${read('htmx.min.js')};\n${read('ext/hx-csp.min.js')}\n`;
}
