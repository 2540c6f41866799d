import { randomInt } from 'node:crypto';

/** Without 0 O 1 I L U: nothing that a tired eye takes for something else. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** A code to print: 12 of 30 signs, 58 bits. */
export const newCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** «7KMF-29QX-4TWA». */
export const shownCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** What a person typed, in capitals and without the dashes; null when it cannot be a code. */
export function parseCode(text: string): string | null {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.–—-]/g, '');
  return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}
