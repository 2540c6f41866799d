/** Private characters that stand for escaped ones while a question is taken apart. */
const ESCAPES = new Map(
  [...'\\~=#{}:'].map((sign, index): [string, string] => [sign, String.fromCharCode(0xe000 + index)]),
);
const BACK = new Map([...ESCAPES].map(([sign, stand]) => [stand, sign]));
const LINE = String.fromCharCode(0xe0ff);

/** Hides escaped signs, so that those left have their meaning. */
export function hideEscapes(text: string): string {
  return text.replace(/\\(n|[\\~=#{}:])/g, (_, sign: string) => (sign === 'n' ? LINE : ESCAPES.get(sign)!));
}

/** The text itself. */
export function shownText(hidden: string): string {
  return hidden
    .trim()
    .replace(/[\uE000-\uE006]/g, (stand) => BACK.get(stand) ?? stand)
    .replaceAll(LINE, '\n');
}

/** Text in which no sign has a meaning. */
export function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
}

/** The text of a tag in its brackets. */
export const tagText = (text: string): string => text.replace(/\\([\\\]])/g, '$1').trim();

/** As {@link escaped}, in the brackets of a tag. */
export const escapedTag = (text: string): string => text.replace(/[\\\]]/g, (sign) => `\\${sign}`);
