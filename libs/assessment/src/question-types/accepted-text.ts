import { z } from 'zod';
import { cleanText } from '#platform/text';

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

const DIACRITICS = ['required', 'optional'] as const;
const LETTER_CASES = ['ignored', 'required'] as const;

/** How strictly a typed text is compared. */
export interface TextPolicy {
  /** `optional`: «ha noi» is «Hà Nội». */
  diacritics: (typeof DIACRITICS)[number];
  letterCase: (typeof LETTER_CASES)[number];
}

export const textPolicy = {
  diacritics: z.enum(DIACRITICS).default('required'),
  letterCase: z.enum(LETTER_CASES).default('ignored'),
};

/** The editor's fields for it. */
export const policyFields = [
  { kind: 'choice', name: 'diacritics', label: 'assessment.editor.diacritics', values: DIACRITICS },
  { kind: 'choice', name: 'letterCase', label: 'assessment.editor.letter-case', values: LETTER_CASES },
] as const;

/** The policy as told to learners: a locale key. */
export const policyKey = ({ diacritics, letterCase }: TextPolicy): string =>
  `assessment.question.text-policy.${diacritics}-${letterCase}`;

/**
 * A text so that two that count as the same are equal: composed, single spaces, no stop at the end. Where the tone
 * is written in a syllable never matters: «hoà» and «hòa» are one word.
 */
export function comparable(text: string, { diacritics, letterCase }: TextPolicy): string {
  const plain = cleanText(text).replace(/[\s.,;:!?…]+$/u, '');
  const cased = letterCase === 'ignored' ? plain.toLocaleLowerCase('vi') : plain;
  if (diacritics === 'optional')
    return cased
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .replaceAll('đ', 'd')
      .replaceAll('Đ', 'D');
  return cased
    .normalize('NFD')
    .replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join(''));
}
