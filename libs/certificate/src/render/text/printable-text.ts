import { cleanText } from '#platform/text';
import { faces } from '../font/faces.js';
import { RenderRefused } from '../render-refused.js';

const MAX_LENGTH = 300;

/** One clean line that the fonts can show; undefined when there is nothing to print. */
export function optionalText(field: string, value: string | undefined): string | undefined {
  const text = cleanText(value ?? '');
  if (text.length > MAX_LENGTH)
    throw new RenderRefused('certificate.too-long', { field, maximum: MAX_LENGTH });
  refuseMissingGlyphs(field, text);
  return text || undefined;
}

export function requiredText(field: string, value: string): string {
  const text = optionalText(field, value);
  if (text === undefined) throw new RenderRefused('certificate.missing-field', { field });
  return text;
}

/** Vietnamese capitals for heads and titles. */
export function capitals(text: string): string {
  return text.toLocaleUpperCase('vi').normalize('NFC');
}

function refuseMissingGlyphs(field: string, text: string): void {
  for (const character of text) {
    if (isPrintable(character)) continue;
    const codePoint = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new RenderRefused('certificate.unsupported-character', {
      field,
      character,
      codePoint: `U+${codePoint}`,
    });
  }
}

const printable = new Map<string, boolean>();

/** In every face, as it is and as a capital. Remembered: a name asks for the same few letters again. */
export function isPrintable(character: string): boolean {
  let known = printable.get(character);
  if (known === undefined) {
    const forms = [...character, ...capitals(character)].map((form) => form.codePointAt(0)!);
    known = forms.every((form) => Object.values(faces).every((face) => face.has(form)));
    printable.set(character, known);
  }
  return known;
}
