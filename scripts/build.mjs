/** Builds dist/: TypeScript by SWC, styles and browser modules. With `--if-stale` only when a source is newer. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'dist/.built');
const SOURCES = ['apps', 'libs', 'migrations', 'scripts', 'package.json', '.swcrc'];

function newest(entry) {
  const stat = fs.statSync(entry);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time tells of deletions.
  return fs
    .readdirSync(entry)
    .reduce((most, name) => Math.max(most, newest(path.join(entry, name))), stat.mtimeMs);
}

export function isStale() {
  if (!fs.existsSync(stamp)) return true;
  const built = fs.statSync(stamp).mtimeMs;
  return SOURCES.some((entry) => newest(path.join(root, entry)) > built);
}

export async function build() {
  const began = Date.now();
  const next = path.join('dist', `.next-${process.pid}`);
  try {
    execFileSync(
      process.execPath,
      [
        path.join(root, 'node_modules/@swc/cli/bin/swc.js'),
        'apps',
        'libs',
        'migrations',
        '-d',
        next,
        '--quiet',
        '--ignore',
        '**/*.spec.ts,**/*.it.ts,**/browser/**,**/*.json',
      ],
      { cwd: root, stdio: ['ignore', 2, 2] },
    );
  } catch {
    fs.rmSync(path.join(root, next), { recursive: true, force: true });
    throw new Error('The build failed; the compiler says why above.');
  }
  // Swapped in whole: a process that starts meanwhile never sees half a build.
  for (const folder of ['apps', 'libs', 'migrations']) {
    const target = path.join(root, 'dist', folder);
    if (fs.existsSync(target)) fs.renameSync(target, path.join(root, next, `old-${folder}`));
    fs.renameSync(path.join(root, next, folder), target);
  }
  fs.rmSync(path.join(root, next), { recursive: true, force: true });
  const { buildAssets } = await import(pathToFileURL(path.join(root, 'scripts/build-assets.mjs')).href);
  await buildAssets();
  fs.writeFileSync(stamp, new Date(began).toISOString());
  fs.utimesSync(stamp, began / 1000, began / 1000);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (!process.argv.includes('--if-stale') || isStale()) await build();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
