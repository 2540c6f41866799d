import { cleanText, fold, marksOf, type WordMarks } from '#platform/text';

/** What stands between a word and the one before it; a hyphen without spaces may join or part. */
export type Gap = 'start' | 'space' | 'hyphen' | 'part';

export interface Word {
  text: string;
  fold: string;
  marks: WordMarks;
  gap: Gap;
}

const APOSTROPHES = /['’‘ʼ`´′]/g;
const WORD = /(\p{L}\p{M}*)+|\d+|[&+]/gu;
const PARTING = /[,;:/\\()[\]|"“”]|\s[-–—]|[-–—]\s/;

/** Letters and figures part (`P1` is `P 1`), a figure loses its leading zeros, an apostrophe joins (`Ea H'Leo`). */
export function words(text: string): Word[] {
  const parted = text.replace(/[\r\n]+/g, ' ; ');
  const clean = cleanText(parted).replace(APOSTROPHES, '');
  const found: Word[] = [];
  let end = 0;
  for (const match of clean.matchAll(WORD)) {
    const word = /^\d/.test(match[0]) ? match[0].replace(/^0+(?=\d)/, '') : match[0];
    const gap = found.length === 0 ? 'start' : gapOf(clean.slice(end, match.index));
    found.push({ text: word, fold: foldedWord(word), marks: marksOf(word), gap });
    end = match.index + match[0].length;
  }
  return found;
}

/** `i` and `y` are written for each other (Mỹ, Mĩ); no two communes of a province differ by them alone. */
function foldedWord(word: string): string {
  return fold(word).replaceAll('y', 'i');
}

function gapOf(between: string): Gap {
  if (PARTING.test(between)) return 'part';
  return /[-–—]/.test(between) ? 'hyphen' : 'space';
}

export function joined(list: readonly Word[]): string {
  return list.map((word) => word.fold).join(' ');
}

/** Words that always carry a mark: bare, they show that the whole text was typed without diacritics. */
const NEVER_BARE = new Set(['xa', 'phuong', 'dac', 'uy', 'ui', 'dan', 'so', 'phong', 'pho', 'tinh']);

export function typedBare(list: readonly Word[]): boolean {
  const bare = (word: Word) => word.marks.tone === '' && word.marks.letters.every((mark) => mark === '');
  return list.every(bare) && list.some((word) => NEVER_BARE.has(word.fold));
}
