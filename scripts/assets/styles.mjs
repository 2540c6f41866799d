import fs from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { compile } from 'tailwindcss';
import { sourceFiles } from './files.mjs';

const BUNDLES = ['app', 'admin', 'paper'];

export async function buildStyles(root) {
  const folder = path.join(root, 'libs/platform/ui/styles');
  const own = ownClasses(folder);
  const candidates = utilityCandidates(sourceFiles(root, ['.hbs'])).filter((word) => !own.has(word));
  return Promise.all(
    BUNDLES.map(async (bundle) => {
      const file = path.join(folder, `${bundle}.css`);
      const compiler = await compile(fs.readFileSync(file, 'utf8'), {
        base: folder,
        from: file,
        loadStylesheet: async (id, base) => {
          const imported = path.resolve(base, id);
          return { path: imported, base: path.dirname(imported), content: fs.readFileSync(imported, 'utf8') };
        },
      });
      const { code } = await transform(compiler.build(candidates), {
        loader: 'css',
        minify: true,
        charset: 'utf8',
        legalComments: 'none',
        target: ['chrome88', 'safari15', 'firefox90'],
      });
      return [`${bundle}.css`, code];
    }),
  );
}

/** Our component classes (`ring`, `table`) win over Tailwind utilities of the same name. */
function ownClasses(folder) {
  const classes = new Set();
  for (const file of fs.readdirSync(folder)) {
    const css = fs.readFileSync(path.join(folder, file), 'utf8');
    for (const [, name] of css.matchAll(/\.(-?[a-z][\w-]*)/g)) classes.add(name);
  }
  return classes;
}

/** Words inside class attributes, also those in the expressions there: the only ones that may become utilities. */
export function utilityCandidates(files) {
  const words = new Set();
  for (const file of files) {
    const source = fs.readFileSync(file, 'utf8');
    for (const match of source.matchAll(/\bclass="((?:\{\{[\s\S]*?\}\}|[^"])*)"/g)) {
      for (const word of match[1].split(/[\s"'{}()]+/)) if (word) words.add(word);
    }
  }
  return [...words];
}
