import fs from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import type { MessageParams } from '#platform/errors';
import { fill } from '#platform/i18n';
import { formatNumber } from '../format.js';
import { registerHelpers } from '../helpers.js';

export interface Example {
  name: string;
  props: Record<string, unknown>;
  /** Template source of the block, for components that take one. */
  body?: string;
  /** CSS selector → expected number of matches, or a text that it must contain. */
  expect?: Record<string, number | string>;
}

export interface PreviewContext {
  locale: 'vi' | 'en';
  [key: string]: unknown;
}

export const previewContext = (changes: Partial<PreviewContext> = {}): PreviewContext => ({
  locale: 'vi',
  actor: { name: 'Phạm Thị Hồng Nhung', roles: ['learner'] },
  nav: [],
  csrf: 'preview-token',
  nonce: 'preview-nonce',
  path: '/',
  flash: [],
  demo: false,
  now: '2026-05-22T03:42:36Z',
  ...changes,
});

/** The same set-up as the application's view engine, on the files of `libs/platform/ui` alone. */
export class PreviewRenderer {
  readonly hb = Handlebars.create();
  private readonly compileOptions: Parameters<typeof Handlebars.compile>[1];

  constructor(
    readonly folder: string,
    asset: (name: string) => string = (name) => `/assets/${name}`,
  ) {
    const messages = {
      vi: this.json('locales/vi.json') as Record<string, string>,
      en: this.json('locales/en.json') as Record<string, string>,
    };
    registerHelpers(this.hb, {
      asset,
      t: (locale, key, params) => {
        const text = messages[locale as 'vi' | 'en'][key];
        if (text === undefined) throw new Error(`Missing locale key: ${key}`);
        return fill(text, params as MessageParams, (value) => formatNumber(locale, value));
      },
    });
    const knownHelpers = Object.fromEntries(Object.keys(this.hb.helpers).map((name) => [name, true]));
    this.compileOptions = { knownHelpers, knownHelpersOnly: true, strict: false, preventIndent: true };
    for (const name of this.components()) {
      this.register(`ui/${name}`, `components/${name}/${name}.hbs`);
    }
    for (const file of fs.readdirSync(path.join(folder, 'layouts'))) {
      this.register(`layout/${file.replace('.hbs', '')}`, `layouts/${file}`);
    }
  }

  components(): string[] {
    const entries = fs.readdirSync(path.join(this.folder, 'components'), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  }

  examples(component: string): Example[] {
    return this.json(`components/${component}/examples.json`) as Example[];
  }

  example(component: string, { props, body }: Example, ctx = previewContext()): string {
    const call =
      body === undefined
        ? `{{> ui/${component} props=props}}`
        : `{{#> ui/${component} props=props}}${body}{{/ui/${component}}}`;
    return this.source(call, { props }, ctx);
  }

  source(template: string, model: object, ctx = previewContext()): string {
    return this.hb.compile(template, this.compileOptions)({ ...model, ctx });
  }

  page(name: string, ctx: Partial<PreviewContext> = {}): string {
    const { ctx: own, ...model } = this.json(`preview/pages/${name}.json`) as {
      ctx?: Partial<PreviewContext>;
    };
    return this.source(this.text(`preview/pages/${name}.hbs`), model, previewContext({ ...own, ...ctx }));
  }

  pages(): string[] {
    const files = fs.readdirSync(path.join(this.folder, 'preview/pages'));
    return files.filter((file) => file.endsWith('.hbs')).map((file) => file.replace('.hbs', ''));
  }

  text(file: string): string {
    return fs.readFileSync(path.join(this.folder, file), 'utf8').normalize('NFC');
  }

  private json(file: string): unknown {
    return JSON.parse(this.text(file));
  }

  private register(name: string, file: string): void {
    this.hb.registerPartial(name, this.hb.compile(this.text(file), this.compileOptions));
  }
}
