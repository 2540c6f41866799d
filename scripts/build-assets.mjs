/**
 * Builds everything browsers download into dist/assets: hashed names, .br and .gz beside each text file,
 * and manifest.json {logical name: hashed name}. Needs no network; the same input gives the same names.
 */
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { copiedFiles } from './assets/files.mjs';
import { buildFonts } from './assets/fonts.mjs';
import { buildSprite } from './assets/icons.mjs';
import { AssetFolder } from './assets/output.mjs';
import { buildScripts } from './assets/scripts.mjs';
import { buildStyles } from './assets/styles.mjs';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {{ quick?: boolean, out?: string }} [options] quick: lighter compression, for watching. */
export async function buildAssets({ quick = false, out = path.join(root, 'dist/assets') } = {}) {
  const folder = new AssetFolder(out, { quick });
  const [fonts, scripts] = await Promise.all([buildFonts(root), buildScripts(root)]);
  for (const [name, content] of fonts) folder.add(name, content);
  for (const [name, content] of scripts) folder.add(name, content);
  for (const [name, content] of copiedFiles(root)) folder.add(name, content);
  folder.add('icons.svg', buildSprite(root));
  for (const [name, content] of await buildStyles(root)) folder.add(name, folder.resolveReferences(content));
  folder.finish();
  return folder;
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const folder = await buildAssets({ quick: process.argv.includes('--quick') });
  if (!process.argv.includes('--quiet')) {
    for (const [name, { size, brotli }] of folder.sizes()) {
      console.log(`${name.padEnd(36)} ${String(size).padStart(8)} B ${String(brotli ?? '').padStart(8)} br`);
    }
  }
  console.log(`Assets built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
