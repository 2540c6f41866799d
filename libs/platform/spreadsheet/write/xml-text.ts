const range = (from: number, to: number): string => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`;

/** What XML cannot hold, and the carriage return (13), which it would turn into a line feed. */
const CONTROL = range(0, 8) + range(11, 31) + range(127, 159) + range(0xfffe, 0xffff);
/** Asked for every text: without /u and its classes, which take three times as long. */
const SPECIAL = new RegExp(`[&<>"${CONTROL}]|_x`);
const DROPPED = new RegExp(`[${CONTROL}]`, 'g');

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
    .replace(DROPPED, '');
}

/** As spreadsheet_text() in the database, for texts that do not come through it. */
export const neutralised = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
