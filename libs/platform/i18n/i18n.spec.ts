import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Catalogue, loadMessages, projectRoot } from './index.js';

const vi = loadMessages('vi');
const en = loadMessages('en');
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

function* files(extension: string): Generator<string> {
  for (const folder of ['libs', 'apps']) {
    const root = path.join(projectRoot, folder);
    for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith(extension) && !/\.(spec|it|suite)\.ts$/.test(entry.name))
        yield path.join(entry.parentPath, entry.name);
    }
  }
}

describe('locales', () => {
  test('both languages have the same keys', () =>
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort()));

  test('both languages fill the same places', () => {
    const different = Object.keys(vi).filter(
      (key) => String(placeholders(vi[key]!)) !== String(placeholders(en[key] ?? '')),
    );
    expect(different).toEqual([]);
  });

  test('English says “1 day”: a word behind a number has a form for one', () => {
    const counted =
      /\{(?:count|left|days|minutes|seconds|questions|attempts|lessons|learners)\} (?!as\b)[a-z]+s\b/;
    const many = Object.keys(en).filter(
      (key) => counted.test(en[key] as string) && !/\b(all|other) \{/i.test(en[key]!),
    );
    expect(many).toEqual([]);
  });

  test('texts are NFC and not empty', () => {
    for (const [key, text] of [...Object.entries(vi), ...Object.entries(en)]) {
      expect([key, text.normalize('NFC')]).toEqual([key, text]);
      expect([key, text.trim().length > 0]).toEqual([key, true]);
    }
  });

  test('every key a template asks for exists', () => {
    const missing: string[] = [];
    for (const file of files('.hbs')) {
      const source = fs.readFileSync(file, 'utf8');
      for (const match of source.matchAll(/[{(]t "([^"]+)"/g))
        if (!(match[1]! in vi)) missing.push(`${path.relative(projectRoot, file)}: ${match[1]}`);
    }
    expect(missing).toEqual([]);
  });

  test('every refusal in the code has its message', () => {
    const missing: string[] = [];
    for (const file of files('.ts')) {
      const source = fs.readFileSync(file, 'utf8');
      for (const match of source.matchAll(
        /new (?:DomainError|TooManyRequests|NotFound|Forbidden)\(\s*'([^']+)'/g,
      )) {
        if (!(`errors.${match[1]}` in vi))
          missing.push(`${path.relative(projectRoot, file)}: errors.${match[1]}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('every act written into the record has its words, and so has what it was done to', () => {
    const missing: string[] = [];
    for (const file of files('.ts')) {
      const source = fs.readFileSync(file, 'utf8');
      if (!/#platform\/audit|INTO audit_entry|action: '/.test(source)) continue;
      const subjects = [...source.matchAll(/subjectType: '([^']+)'/g)].map(
        (match) => `audit.subject.${match[1]}`,
      );
      // Other codes of that shape are those of refusals, tasks, messages and prepared statements.
      const acts = [...source.matchAll(/(?<!name: )'([a-z-]+\.[a-z-]+)'/g)]
        .map((match) => match[1] as string)
        .filter((code) => ![code, `errors.${code}`, `tasks.kind.${code}`].some((key) => key in vi))
        .filter((code) => !code.startsWith('roster.'));
      for (const key of [...subjects, ...acts.map((act) => `audit.${act}`)])
        if (!(key in vi)) missing.push(`${path.relative(projectRoot, file)}: ${key}`);
    }
    expect(missing).toEqual([]);
  });
});

describe('catalogue', () => {
  const catalogue = new Catalogue();

  test.each([
    [1, 'You have used the one attempt at the examination.'],
    [2, 'You have used all 2 attempts at the examination.'],
    [0, 'You have used all 0 attempts at the examination.'],
  ])('one thing is not called many in English: %i', (allowed, told) =>
    expect(catalogue.translate('en', 'errors.enrolment.no-attempts-left', { allowed })).toBe(told),
  );

  test('a number that is words already counts as one too, and an unknown place stays as it is', () => {
    expect(catalogue.translate('en', 'contest.unit-entries', { count: '1' })).toBe('1 entry');
    expect(catalogue.translate('en', 'contest.unit-entries', { count: '21' })).toBe('21 entries');
    expect(catalogue.translate('en', 'contest.unit-entries')).toBe('{count} {count|entry|entries}');
  });

  test('writes numbers the way of the language', () => {
    expect(catalogue.translate('vi', 'tasks.done-of-total', { done: 20509, total: 100000 })).toBe(
      '20.509 trên 100.000',
    );
    expect(catalogue.translate('en', 'tasks.done-of-total', { done: 20509, total: 100000 })).toBe(
      '20,509 of 100,000',
    );
  });
  test('an unknown key is a bug', () =>
    expect(() => catalogue.translate('vi', 'no.such.key')).toThrow(/no\.such\.key/));
});
