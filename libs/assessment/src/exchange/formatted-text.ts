import MarkdownIt from 'markdown-it';
import { ItemRefused, type Said } from './item.js';
import { plainText } from './plain-text.js';

/** How Moodle says that a text is written. */
export type TextFormat = 'html' | 'moodle_auto_format' | 'plain_text' | 'markdown';

const markdown = new MarkdownIt({ html: true });
/** TeX between the signs that Moodle's filters look for. */
const FORMULA = /\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$/s;
/** Marks of an element, and not of a comparison: it ends, or is one that never does. */
const MARKUP = /<\/[a-z][a-z0-9]*\s*>|<(?:br|img|hr)\b[^<>]*>|&(?:[a-z]+|#\d+|#x[\da-f]+);/i;

/** A text of Moodle as plain text. Throws ItemRefused where more than its look would be lost. */
export function formatted(text: string, format: string, notes: Said[]): string {
  if (format === 'plain_text') return text.trim();
  if (FORMULA.test(text)) throw new ItemRefused('holds-formula');
  if (format === 'markdown') return plainText(markdown.render(text), notes);
  if (format !== 'moodle_auto_format') return plainText(text, notes);
  // Lines are lines there, and a sign that begins no element is itself.
  return MARKUP.test(text) ? plainText(text.trim().replaceAll('\n', '<br>'), notes) : text.trim();
}
