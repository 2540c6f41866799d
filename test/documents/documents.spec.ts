/** What the documents name is there: files, folders, npm scripts, commands for operators. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';

const FOLDERS = ['apps', 'docker', 'docs', 'libs', 'migrations', 'scripts', 'seeds', 'test'];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(projectRoot, folder), { recursive: true }).map((name) => `${folder}/${name}`),
);
/** Lessons are written in Markdown too, and link to what the seeder brings along. */
const documents = [
  'README.md',
  ...files.filter((file) => file.endsWith('.md') && !file.startsWith('seeds/courses/')),
].map((file) => ({ file, text: readFileSync(path.join(projectRoot, file), 'utf8') }));
const { scripts } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
const commands = files
  .filter((file) => /^apps\/cli\/src\/commands\/[\w-]+\.ts$/.test(file) && !/\.(it|spec)\.ts$/.test(file))
  .flatMap(
    (file) => readFileSync(path.join(projectRoot, file), 'utf8').match(/(?<=^ {2}name: ')[^']+/m) ?? [],
  );

/** Made by whoever installs: the documents say how. */
const MADE_LATER = ['docker/.env'];
/** `libs/<context>/src/web.ts`, `scripts/faults/*.mjs` */
const isThere = (named: string): boolean => {
  const words = named.replace(/\/$/, '').split(/<[\w-]+>|\*+/);
  const pattern = new RegExp(`^${words.map(escaped).join('[^ ]+')}$`);
  return files.some((file) => pattern.test(file));
};
const escaped = (word: string): string => word.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
const found = (pattern: RegExp) =>
  documents.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ file, named: match[1] as string })),
  );

describe('what the documents name', () => {
  test('links lead to files', () => {
    const links = found(/\]\(([^)#\s]+)/g).filter(({ named }) => !/^[a-z]+:|^media\//.test(named));
    expect(links.length).toBeGreaterThan(20);
    expect(
      links.filter(({ file, named }) => !existsSync(path.join(projectRoot, path.dirname(file), named))),
    ).toEqual([]);
  });

  test('paths are there', () => {
    const paths = found(new RegExp(`\`((?:${FOLDERS.join('|')})/[\\w.*<>/-]+)\``, 'g'));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter(({ named }) => !isThere(named) && !MADE_LATER.includes(named))).toEqual([]);
  });

  test('npm scripts are in package.json', () => {
    const named = found(/npm run (?:-s )?([\w:]+)/g);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((each) => !(each.named in scripts))).toEqual([]);
  });

  test('commands for operators are there, and the README has all of them', () => {
    expect(commands.length).toBeGreaterThan(20);
    expect(found(/npm run -s cli -- ([a-z:-]+)/g).filter(({ named }) => !commands.includes(named))).toEqual(
      [],
    );
    const table = documents[0]!.text.match(/^\| `.*$/gm)!.join('\n');
    const listed = [...table.matchAll(/`([a-z]+:[a-z-]+|routes|seed|migrate)(?=[ `])/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(listed)].sort()).toEqual([...commands].sort());
  });
});
