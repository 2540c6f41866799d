import fs from 'node:fs';
import path from 'node:path';
import { sourceFiles } from './files.mjs';

/** `{{icon "name"}}`, `icon="name"` and `iconEnd="name"` in templates; `icon: 'name'` and `"icon": "name"` in data. */
const PATTERNS = {
  '.hbs': [
    /\bicon\s+"([a-z0-9-]+)"/g,
    /[iI]con(?:End)?="([a-z0-9-]+)"/g,
    /[iI]con(?:=|\s)\(default\s+[\w.]+\s+"([a-z0-9-]+)"\)/g,
  ],
  '.ts': [/[iI]con(?:End)?:\s*'([a-z0-9-]+)'/g],
  '.json': [/"\w*[iI]con(?:End)?":\s*"([a-z0-9-]+)"/g],
};

export function usedIcons(root) {
  const used = new Map();
  for (const file of sourceFiles(root, Object.keys(PATTERNS))) {
    const source = fs.readFileSync(file, 'utf8');
    for (const pattern of PATTERNS[path.extname(file)]) {
      for (const [, name] of source.matchAll(pattern)) used.set(name, file);
    }
  }
  return used;
}

/** One SVG file with a symbol per icon in use, so that a page downloads it once; `.icon` in base.css draws the strokes. */
export function buildSprite(root) {
  const folder = path.join(root, 'node_modules/lucide-static/icons');
  const symbols = [...usedIcons(root)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => {
      const source = path.join(folder, `${name}.svg`);
      if (!fs.existsSync(source)) throw new Error(`Unknown icon “${name}” in ${path.relative(root, file)}`);
      const inner = fs
        .readFileSync(source, 'utf8')
        .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
        .replace(/\s*\n\s*/g, '')
        .replaceAll(' />', '/>');
      return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- lucide.dev, ISC licence -->${symbols.join('')}</svg>`;
}
