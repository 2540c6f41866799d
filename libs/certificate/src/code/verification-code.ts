import { randomBytes } from 'node:crypto';

/** 28 Crockford letters without separators: 26 random (130 bits), then two that catch slips of the pen. */
export type VerificationCode = string & { readonly __brand: 'VerificationCode' };

export type CodeProblem = 'length' | 'character' | 'vietnamese-keyboard' | 'check';
export type ParsedCode = { ok: true; code: VerificationCode } | { ok: false; problem: CodeProblem };

/** https://www.crockford.com/base32.html: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_LETTERS = 26;
const LENGTH = 28;
const GROUP = 4;

/**
 * The largest prime below 32². Being prime and larger than 31 × 31, it sees every single wrong letter and
 * every swap of two neighbours.
 */
const CHECK_MODULUS = 1021;

export function newVerificationCode(): VerificationCode {
  const letters = Array.from(randomBytes(RANDOM_LETTERS), (byte) => ALPHABET[byte & 31]).join('');
  return (letters + checkLetters(letters)) as VerificationCode;
}

/** `7K3M-…` in groups of four, for reading and typing. */
export function formatCode(code: VerificationCode): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}

/** Forgives spaces, dashes, case, and O, I, L for 0 and 1; says what is wrong otherwise. */
export function parseCode(input: string): ParsedCode {
  const typed = input
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}._]/gu, '');
  if (/[^\p{ASCII}]/u.test(typed)) {
    const vietnamese = /^[A-Z0-9Đ\p{Script=Latin}]+$/u.test(typed);
    return { ok: false, problem: vietnamese ? 'vietnamese-keyboard' : 'character' };
  }
  const letters = typed.replaceAll('O', '0').replace(/[IL]/g, '1');
  if ([...letters].some((letter) => !ALPHABET.includes(letter))) return { ok: false, problem: 'character' };
  if (letters.length !== LENGTH) return { ok: false, problem: 'length' };
  if (remainderOf(letters) !== 0) return { ok: false, problem: 'check' };
  return { ok: true, code: letters as VerificationCode };
}

/** The two letters that make the whole code divisible by the modulus. */
function checkLetters(letters: string): string {
  const check = (CHECK_MODULUS - remainderOf(`${letters}00`)) % CHECK_MODULUS;
  return ALPHABET[check >> 5]! + ALPHABET[check & 31]!;
}

function remainderOf(letters: string): number {
  let remainder = 0;
  for (const letter of letters) remainder = (remainder * 32 + ALPHABET.indexOf(letter)) % CHECK_MODULUS;
  return remainder;
}
