import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/i18n';

const folder = path.join(projectRoot, 'dist/assets');
export interface Asset {
  type: string;
  plain: Buffer;
  br: Buffer | null;
  gzip: Buffer | null;
}

/** All built assets in memory: few and small. */
export function loadAssets(): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const hashed of Object.values(readManifest())) {
    const file = path.join(folder, hashed);
    const optional = (name: string) => (fs.existsSync(name) ? fs.readFileSync(name) : null);
    assets.set(hashed, {
      type: TYPES[path.extname(hashed)] ?? 'application/octet-stream',
      plain: fs.readFileSync(file),
      br: optional(`${file}.br`),
      gzip: optional(`${file}.gz`),
    });
  }
  return assets;
}

function readManifest(): Record<string, string> {
  const file = path.join(folder, 'manifest.json');
  if (!fs.existsSync(file)) throw new Error('The assets are not built: run npm run build');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};
