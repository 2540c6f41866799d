import fs from 'node:fs';
import path from 'node:path';
import type { MessageParams } from '#platform/errors';
import { projectRoot } from './project-root.js';

export { projectRoot } from './project-root.js';

export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type Translate = (key: string, params?: MessageParams) => string;

type Messages = Record<string, string>;

/** Every `libs/…/locales/<locale>.json`, merged; a key defined twice is a mistake. */
export function loadMessages(locale: Locale, root = projectRoot): Messages {
  const merged: Messages = {};
  for (const file of localeFiles(root, locale)) {
    const messages = JSON.parse(fs.readFileSync(file, 'utf8')) as Messages;
    for (const [key, text] of Object.entries(messages)) {
      if (key in merged) throw new Error(`Locale key ${key} is defined twice (again in ${file})`);
      merged[key] = text;
    }
  }
  return merged;
}

/** Words of a context lie in its `locales/`, or beside the slice that says them in `src/<slice>/locales/`. */
export function localeFiles(root: string, locale: Locale): string[] {
  const inside = (folder: string) =>
    fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
  const contexts = inside(path.join(root, 'libs'));
  const slices = contexts.flatMap((context) => inside(path.join(context, 'src')));
  return [...contexts, ...slices, ...inside(path.join(root, 'libs/platform'))]
    .map((folder) => path.join(folder, 'locales', `${locale}.json`))
    .filter((file) => fs.existsSync(file));
}

/** `{count|day|days}`: the first when `count` is 1, else the second, which may hold places itself. */
const ONE_OR_MORE = /\{(\w+)\|([^{}|]*)\|((?:[^{}]|\{\w+\})*)\}/g;

/** A message with its places `{name}` filled, and of `{name|one|more}` what fits; unknown places stay. */
export function fill(text: string, params: MessageParams, number: (value: number) => string): string {
  const chosen = text.includes('|')
    ? text.replace(ONE_OR_MORE, (whole, name: string, one: string, more: string) =>
        params[name] === undefined ? whole : `${params[name]}` === '1' ? one : more,
      )
    : text;
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}

/** Fills messages; an unknown key is a bug and throws. */
export class Catalogue {
  private readonly messages: Record<Locale, Messages>;

  constructor(root = projectRoot) {
    this.messages = { vi: loadMessages('vi', root), en: loadMessages('en', root) };
  }

  has(key: string): boolean {
    return key in this.messages.vi;
  }

  translate(locale: Locale, key: string, params: MessageParams = {}): string {
    const text = this.messages[locale][key] ?? this.messages.vi[key];
    if (text === undefined) throw new Error(`Missing locale key: ${key}`);
    return fill(text, params, (value) => value.toLocaleString(locale === 'vi' ? 'vi-VN' : 'en-GB'));
  }

  for(locale: Locale): Translate {
    return (key, params) => this.translate(locale, key, params);
  }
}
