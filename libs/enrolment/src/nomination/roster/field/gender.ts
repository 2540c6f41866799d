import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import { type Finding, finding, isBlankSign, quoted } from './finding.js';

export type Gender = 'male' | 'female';

const WORDS: Record<string, Gender> = {
  nam: 'male',
  male: 'male',
  m: 'male',
  nu: 'female',
  female: 'female',
  f: 'female',
};

export function parseGender(value: CellValue | undefined): { gender?: Gender; findings: Finding[] } {
  const shown = cleanText(cellText(value));
  if (isBlankSign(shown)) return { findings: [] };
  const gender = WORDS[fold(shown).replace(/[^a-z]/g, '')];
  return gender
    ? { gender, findings: [] }
    : { findings: [finding('roster.gender-unknown', { value: quoted(shown) })] };
}

/** A tick in a column «Nam» or «Nữ»: x, X, ✓, v, 1, true. */
export function isTick(value: CellValue | undefined): boolean {
  return value === true || /^(x|v|1|có|nam|nữ|✓|✔|☑|√|þ|ü|\+|\*)$/iu.test(cleanText(cellText(value)));
}
