import { Catalogue, type Locale } from '#platform/i18n';
import type { Said } from '../exchange/item.js';

let catalogue: Catalogue | null = null;

/** A reason or note in the words of a language. */
export function saidWords({ code, params }: Said, locale: Locale): string {
  catalogue ??= new Catalogue();
  const key = code.includes('.') ? `errors.${code}` : `assessment.exchange.${code}`;
  return catalogue.translate(locale, key, params ?? {});
}

/** A type of ours by its name; of a refused item the file's own word. */
export function typeWords(type: string, locale: Locale): string {
  catalogue ??= new Catalogue();
  const key = `assessment.type.${type}`;
  return catalogue.has(key) ? catalogue.translate(locale, key) : type;
}

export function wordsFor(key: string, locale: Locale): string {
  catalogue ??= new Catalogue();
  return catalogue.translate(locale, key);
}
