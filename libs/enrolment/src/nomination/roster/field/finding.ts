import type { MessageCode, Params } from '../messages.js';

/** Something a field has to say about its value; the column is added by the row. */
export interface Finding {
  code: MessageCode;
  params: Params;
}

export function finding(code: MessageCode, params: Params = {}): Finding {
  return { code, params };
}

/** Shortens what is quoted in a message: a cell can hold 32,767 characters. */
export function quoted(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** «-», «…», «/»: signs that stand for an empty cell. Words such as «không có» are answers, not emptiness. */
export function isBlankSign(text: string): boolean {
  return /^[-–—./\\_…*?]*$/u.test(text.replaceAll(' ', ''));
}
