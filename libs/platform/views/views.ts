import fs from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import Handlebars from 'handlebars';
import { Catalogue, type Locale, projectRoot } from '#platform/i18n';
import { assetUrl } from '../ui/assets.js';
import { registerHelpers } from '../ui/helpers.js';
import { specialise } from './specialise.js';
import { type Marks, Stencil } from './stencil.js';

/** An entry of the header: a link with `href`, or a menu of links with `items`. */
export interface NavLink {
  label: string;
  current: boolean;
  href?: string;
  items?: NavLink[];
}

/** What every template can read at `@root.ctx`. */
export interface ViewContext {
  locale: Locale;
  actor: { name: string; roles: string[] } | null;
  nav: NavLink[];
  readonly csrf: string;
  nonce: string;
  path: string;
  flash: { kind: string; text: string }[];
  demo: boolean;
  theme: 'light' | 'dark' | null;
  now: Date;
}

/**
 * All templates, compiled in a language when first shown in it: pages as `<context>/<slice>/<file>`, components as
 * `ui/<name>`, layouts as `layout/<name>`. Any of them may be included in another.
 */
@Injectable()
export class Views {
  private readonly templates: Record<Locale, Map<string, Handlebars.TemplateDelegate>>;

  constructor(readonly catalogue: Catalogue) {
    const sources = [...templateFiles()].map(
      ([name, file]) => [name, fs.readFileSync(file, 'utf8').normalize('NFC')] as const,
    );
    this.templates = { vi: compiled(catalogue, sources, 'vi'), en: compiled(catalogue, sources, 'en') };
  }

  names(): string[] {
    return [...this.templates.vi.keys()];
  }

  render(view: string, model: object, ctx: ViewContext): string {
    const template = this.templates[ctx.locale].get(view);
    if (!template) throw new Error(`Unknown view: ${view}`);
    return template({ ...model, ctx });
  }

  /**
   * A view that shows nothing of its reader but what has a mark; `{{@root.ctx.content}}` is where the block goes. A
   * template that asks who reads, or for anything else of the request, throws.
   */
  stencil<Name extends string>(
    view: string,
    model: object,
    locale: Locale,
    marks: Marks<Name>,
  ): Stencil<Name> {
    const known = { locale, csrf: marks.csrf, nonce: marks.nonce, content: marks.content };
    const ctx = new Proxy(known as unknown as ViewContext, {
      get(target, name) {
        if (name in target || typeof name === 'symbol') return Reflect.get(target, name);
        throw new Error(`${view} is shown to many alike and must not ask for ${name}`);
      },
    });
    return new Stencil(this.render(view, model, ctx), marks);
  }
}

function compiled(catalogue: Catalogue, sources: (readonly [string, string])[], language: Locale) {
  const { hb, compile } = compilerFor(catalogue, language);
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, source] of sources) {
    const keep = (template: Handlebars.TemplateDelegate) => {
      hb.registerPartial(name, template);
      templates.set(name, template);
    };
    // Compiled when first shown, and then in its own place: a function around each template costs pages a tenth.
    keep((model, options) => {
      const template = compile(source);
      keep(template);
      return template(model, options);
    });
  }
  return templates;
}

/** Throws for a template that asks for words, pictures or assets that there are not. */
export function compilerFor(catalogue: Catalogue, language: Locale) {
  const hb = Handlebars.create();
  registerHelpers(hb, {
    t: (locale, key, params) => catalogue.translate(locale as Locale, key, params),
    asset: assetUrl,
  });
  const knownHelpers = Object.fromEntries(Object.keys(hb.helpers).map((name) => [name, true]));
  // Without preventIndent a partial on an indented line would indent every line of its text, also in a textarea.
  const options = { knownHelpers, knownHelpersOnly: true, preventIndent: true };
  return { hb, compile: (source: string) => hb.compile(specialise(hb, source, language), options) };
}

/** Names and files of all templates under `libs/`. */
export function* templateFiles(root = projectRoot): Generator<[string, string]> {
  const libs = path.join(root, 'libs');
  for (const entry of fs.readdirSync(libs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.hbs')) continue;
    const file = path.join(entry.parentPath, entry.name);
    yield [templateName(path.relative(libs, file)), file];
  }
}

/** `platform/ui/components/button/button.hbs` → `ui/button`; `course/src/catalogue/show.hbs` → `course/catalogue/show`. */
export function templateName(relative: string): string {
  const name = relative.replaceAll(path.sep, '/').replace(/\.hbs$/, '');
  const component = /^platform\/ui\/components\/[^/]+\/([^/]+)$/.exec(name);
  if (component) return `ui/${component[1]}`;
  const layout = /^platform\/ui\/layouts\/([^/]+)$/.exec(name);
  if (layout) return `layout/${layout[1]}`;
  return name.replace(/^([^/]+)\/src\//, '$1/');
}
