import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'node-html-parser';
import { projectRoot } from '#platform/i18n';
import { PreviewRenderer } from './preview/render.js';

const folder = path.join(projectRoot, 'libs/platform/ui');
const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');
const renderer = new PreviewRenderer(folder);
const builder = (file: string) => import(pathToFileURL(path.join(projectRoot, 'scripts/assets', file)).href);
const icons = (await builder('icons.mjs')) as {
  usedIcons(root: string): Map<string, string>;
  buildSprite(root: string): string;
};

describe('locales', () => {
  const vi = JSON.parse(read('locales/vi.json')) as Record<string, string>;
  const en = JSON.parse(read('locales/en.json')) as Record<string, string>;
  const parameters = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

  test('Vietnamese and English have the same keys with the same parameters', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const key of Object.keys(vi))
      expect([key, parameters(en[key]!)]).toEqual([key, parameters(vi[key]!)]);
  });

  test('every key is used', () => {
    const templates = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.hbs'))
      .map(read)
      .join('\n');
    expect(Object.keys(vi).filter((key) => !templates.includes(`"${key}"`))).toEqual([]);
  });
});

describe('styles', () => {
  const block = (css: string, selector: string) => {
    const from = css.indexOf('{', css.indexOf(selector)) + 1;
    const declarations = css.slice(from, css.indexOf('}', from)).matchAll(/(--[\w-]+):\s*([^;]+);/g);
    return Object.fromEntries([...declarations].map(([, name, value]) => [name, value!.trim()]));
  };
  const tokens = read('styles/tokens.css');
  const light = block(tokens, ':root {');
  const dark = block(tokens, ':root[data-theme="dark"]');

  test('dark by the system and dark by choice are the same colours', () => {
    expect(block(tokens, ':root:not([data-theme="light"])')).toEqual(dark);
    expect(Object.keys(dark)).toEqual(Object.keys(light));
  });

  const luminance = (hex: string) => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high! + 0.05) / (low! + 0.05);
  };
  const TEXT = [
    ...['surface', 'card', 'sunken', 'info', 'lamp-tint', 'success-tint', 'danger-tint'].flatMap((ground) => [
      ['ink', ground],
      ['muted', ground],
    ]),
    ['primary', 'card'],
    ['primary', 'surface'],
    ['primary', 'info'],
    ['primary-ink', 'info'],
    ['on-primary', 'primary'],
    ['on-primary', 'primary-strong'],
    ['lamp-ink', 'lamp-tint'],
    ['lamp-ink', 'surface'],
    ['success', 'success-tint'],
    ['success', 'card'],
    ['danger', 'danger-tint'],
    ['danger', 'card'],
    ['violet', 'violet-tint'],
  ];
  test.each([
    ['light', light],
    ['dark', dark],
  ])(
    'text is readable in the %s theme (WCAG 2.2: 4.5:1; field borders and the focus ring 3:1)',
    (_, theme) => {
      for (const [text, ground] of TEXT) {
        expect([text, ground, contrast(theme[`--${text}`]!, theme[`--${ground}`]!) >= 4.5]).toEqual([
          text,
          ground,
          true,
        ]);
      }
      for (const edge of ['field', 'lamp'])
        expect(contrast(theme[`--${edge}`]!, theme['--card']!)).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('class names', () => {
  /** Words of class attributes; what an expression glues onto a word is left out. */
  const classesOf = (template: string) =>
    [...template.matchAll(/\bclass="((?:\{\{[\s\S]*?\}\}|[^"])*)"/g)].flatMap(([, value]) =>
      value!
        .replace(/\{\{[#/^]?[\s\S]*?\}\}/g, (tag) => (/^\{\{([#/^]|else)/.test(tag) ? ' ' : '\0'))
        .split(/\s+/)
        .filter((word) => word && !word.includes('\0')),
    );

  test('every class that a template names has a rule in a style sheet', async () => {
    const styles = (await builder('styles.mjs')) as {
      buildStyles(root: string): Promise<[string, string][]>;
    };
    const css = (await styles.buildStyles(projectRoot)).map(([, code]) => code).join('\n');
    const known = new Set(
      [...css.matchAll(/\.((?:\\.|[\w-])+)/g)].map(([, name]) => name!.replaceAll('\\', '')),
    );
    const unknown = fs
      .readdirSync(path.join(projectRoot, 'libs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.hbs'))
      .flatMap((file) =>
        classesOf(fs.readFileSync(path.join(projectRoot, 'libs', file), 'utf8'))
          .filter((name) => !known.has(name))
          .map((name) => `${file}: ${name}`),
      );
    expect(unknown).toEqual([]);
  });
});

describe('icons', () => {
  test('the sprite holds every icon that components and pages show', () => {
    const known = new Set(icons.usedIcons(projectRoot).keys());
    const shown = [
      ...renderer
        .components()
        .flatMap((name) => renderer.examples(name).map((example) => renderer.example(name, example))),
      ...renderer.pages().map((name) => renderer.page(name)),
    ].flatMap((html) => [...html.matchAll(/icons\.svg#([\w-]*)/g)].map((match) => match[1]!));
    expect([...new Set(shown)].filter((name) => !known.has(name))).toEqual([]);
  });

  test('an icon that does not exist stops the build', () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'icons-'));
    const page = path.join(root, 'libs/page.hbs');
    fs.mkdirSync(path.dirname(page));
    fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'));
    fs.writeFileSync(page, '{{icon "check"}}');
    expect(icons.buildSprite(root)).toContain('<symbol id="check"');
    fs.writeFileSync(page, '{{icon "no-such-icon"}}');
    expect(() => icons.buildSprite(root)).toThrow('no-such-icon');
    fs.rmSync(root, { recursive: true });
  });
});

describe.each(renderer.pages())('example page %s', (name) => {
  const html = parse(renderer.page(name));

  test('has a title, one main, one first heading and a way past the header', () => {
    expect(html.querySelector('title')!.text).toContain('hocvuso');
    expect(html.querySelectorAll('main#main')).toHaveLength(1);
    expect(html.querySelectorAll('h1')).toHaveLength(1);
    expect(
      html.querySelectorAll('a.skip-link[href="#main"]').length + html.querySelectorAll('.paper').length,
    ).toBe(1);
    expect(html.querySelector('html')!.getAttribute('lang')).toBe('vi');
  });

  test('posts carry their token, scripts their nonce, and nothing is inline', () => {
    for (const form of html.querySelectorAll('form[method="post"]')) {
      expect(form.querySelectorAll('input[name="_csrf"]')).toHaveLength(1);
    }
    for (const script of html.querySelectorAll('script')) {
      expect(script.getAttribute('nonce')).toBe('preview-nonce');
      expect(script.text).toBe('');
    }
    expect(html.querySelectorAll('[style], style')).toHaveLength(0);
  });
});

test('a page for a signed-out visitor never asks for a token, so it sets no cookie', () => {
  const ctx = {
    ...{ locale: 'vi' as const, actor: null, nav: [], nonce: 'n', path: '/', flash: [], demo: false },
    get csrf(): string {
      throw new Error('the token was read');
    },
  };
  expect(renderer.source('{{#> layout/learner}}Xin chào{{/layout/learner}}', {}, ctx)).toContain('Xin chào');
});
