import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type HTMLElement, parse } from 'node-html-parser';
import { projectRoot } from '#platform/i18n';
import { PreviewRenderer, previewContext } from '../preview/render.js';

const folder = path.join(projectRoot, 'libs/platform/ui');
const renderer = new PreviewRenderer(folder);
const cases = renderer
  .components()
  .flatMap((component) =>
    renderer.examples(component).map((example) => ({ component, example, name: example.name })),
  );

const idsOf = (html: HTMLElement) => html.querySelectorAll('[id]').map((element) => element.id);
const references = (html: HTMLElement) =>
  html
    .querySelectorAll('[aria-describedby],[aria-labelledby],label[for]')
    .flatMap((element) =>
      ['aria-describedby', 'aria-labelledby', 'for'].flatMap(
        (name) => element.getAttribute(name)?.trim().split(/\s+/) ?? [],
      ),
    );

describe.each(cases)('$component: $name', ({ component, example }) => {
  const source = renderer.example(component, example);
  const html = parse(source);

  test('has the structure it promises', () => {
    expect(Object.keys(example.expect ?? {})).not.toHaveLength(0);
    for (const [selector, wanted] of Object.entries(example.expect ?? {})) {
      const found = html.querySelectorAll(selector);
      if (typeof wanted === 'number') expect([selector, found.length]).toEqual([selector, wanted]);
      else
        expect([selector, found.map((element) => element.text).join(' ')]).toEqual([
          selector,
          expect.stringContaining(wanted),
        ]);
    }
  });

  test('labels and descriptions point at elements that are there, ids are unique', () => {
    const ids = idsOf(html);
    expect(new Set(ids).size).toBe(ids.length);
    for (const reference of references(html)) expect(ids).toContain(reference);
  });

  test('holds nothing the content security policy refuses', () => {
    expect(html.querySelectorAll('[style], script, style')).toHaveLength(0);
    expect(source).not.toMatch(/\son[a-z]+=/);
    for (const element of html.querySelectorAll('[hx-get],[hx-post]')) {
      expect(element.getAttribute('hx-nonce')).toBe('preview-nonce');
    }
  });

  test('reads the same shape in English', () => {
    const english = parse(renderer.example(component, example, previewContext({ locale: 'en' })));
    expect(english.querySelectorAll('*').map((element) => element.tagName)).toEqual(
      html.querySelectorAll('*').map((element) => element.tagName),
    );
  });
});

test('every component folder has its template and examples', () => {
  for (const component of renderer.components()) {
    const files = fs.readdirSync(path.join(folder, 'components', component));
    expect(new Set(files)).toEqual(new Set([`${component}.hbs`, 'examples.json']));
  }
});

test('the README lists every component', () => {
  const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  expect(renderer.components().filter((component) => !readme.includes(`| \`${component}\``))).toEqual([]);
});
