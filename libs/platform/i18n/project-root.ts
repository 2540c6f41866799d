import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the same whether we run from `libs/` (tests) or `dist/libs/` (built). */
export const projectRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  if (fs.existsSync(path.join(from, 'nest-cli.json'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('The project folder (with nest-cli.json) was not found');
  return findRoot(parent);
}
