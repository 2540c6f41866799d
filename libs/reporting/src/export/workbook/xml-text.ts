const SPECIAL = /[&<>"\r]|[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/u;
const NAMES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/**
 * Text for the inside of an element or attribute. What XML cannot hold is left out; `_x000D_`, which spreadsheets
 * would read as a code for a character, is kept as it was typed; so is a carriage return.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (letter) => NAMES[letter] as string)
    .replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '');
}

/** As spreadsheet_text() in the database, for texts that do not come through it. */
export const neutralised = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
