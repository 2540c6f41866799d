import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/i18n';

const MANIFEST = path.join(projectRoot, 'dist/assets/manifest.json');

let manifest: Record<string, string> | undefined;

/** Address of a built asset by its logical name, such as `app.css`. The manifest is read once per process. */
export function assetUrl(name: string): string {
  manifest ??= readManifest();
  const file = manifest[name];
  if (!file) throw new Error(`Unknown asset: ${name} (build the assets with node scripts/build-assets.mjs)`);
  return `/assets/${file}`;
}

function readManifest(): Record<string, string> {
  if (!fs.existsSync(MANIFEST)) throw new Error('Assets are not built yet: node scripts/build-assets.mjs');
  return JSON.parse(fs.readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
}
