import { fold } from '#platform/text';
import { COMMON_WORDS } from './common-words.js';

export const SHORTEST = 8;
const LONGEST = 128;
/** Below this, digits alone are a birth date or a phone number. */
const DIGITS_ONLY_FROM = 12;

/**
 * Why a password will not do (`identity.password-…`), or null. `about`: words of the person, such as name, phone
 * and user name. Length counts, not mixtures of signs: those make people write passwords down.
 */
export function passwordWeakness(password: string, about: readonly (string | null)[] = []): string | null {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < SHORTEST) return 'identity.password-too-short';
  if (length > LONGEST) return 'identity.password-too-long';
  if (/^[\d\s.\-/]+$/.test(text) && text.replace(/\D/g, '').length < DIGITS_ONLY_FROM)
    return 'identity.password-only-digits';
  if (isRun(text) || isRepeated(text) || isCommon(text)) return 'identity.password-common';
  if (isAbout(text, about)) return 'identity.password-personal';
  return null;
}

const ROWS = ['1234567890', '0987654321', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];

/** «12345678», «qwertyui», «abcdefgh», also with both ends joined or backwards. */
function isRun(text: string): boolean {
  const lower = text.toLowerCase();
  const rows = ROWS.flatMap((row) => [row, [...row].reverse().join('')]);
  return rows.some((row) => `${row}${row}${row}`.includes(lower));
}

/** One to four signs over and over: «aaaaaaaa», «abcabcabc», «hocvienhocvien» is caught as common words. */
const isRepeated = (text: string): boolean => /^(.{1,4})\1+.{0,3}$/su.test(text);

/** A common word, or two, with digits and marks around: «Matkhau@123», «v1etnam2026», «haiphonghaiphong». */
function isCommon(text: string): boolean {
  const plain = fold(text);
  const leet = plain
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/3/g, 'e')
    .replace(/[1!]/g, 'i')
    .replace(/[$5]/g, 's');
  if (!/[a-z]/.test(plain)) return plain.length < DIGITS_ONLY_FROM + 4 && !/^\d+$/.test(plain);
  return [plain, leet, trimmed(plain, leet)].some((each) => isCommonPhrase(each.replace(/[^a-z]/g, '')));
}

/** «m4tkhau123»: digits inside become letters, those at the end are an ornament. */
function trimmed(plain: string, leet: string): string {
  const end = plain.length - (/[^a-z]*$/.exec(plain)?.[0].length ?? 0);
  return leet.slice(0, end);
}

function isCommonPhrase(letters: string): boolean {
  if (COMMON_WORDS.has(letters)) return true;
  for (let cut = 3; cut <= letters.length - 3; cut += 1)
    if (COMMON_WORDS.has(letters.slice(0, cut)) && COMMON_WORDS.has(letters.slice(cut))) return true;
  return false;
}

function isAbout(text: string, about: readonly (string | null)[]): boolean {
  const bare = (value: string) => fold(value).replace(/[^a-z0-9]/g, '');
  const password = bare(text);
  return about.some((value) => {
    const known = bare(value ?? '');
    if (known.length < 6) return false;
    const rest = password.replace(known, '');
    return rest.length < password.length && rest.length < 6;
  });
}
