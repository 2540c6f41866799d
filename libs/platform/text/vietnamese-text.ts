/** Format and control characters, halves of characters, joiners and variation selectors; NEL is a space, as line ends are. */
const INVISIBLE = /\p{Cf}|\p{Cs}|(?![\s\u0085])\p{Cc}|\u034F|[\uFE00-\uFE0F]/gu;
/** Composed Latin letters and signs with single spaces inside: nothing to do, which most cells are. */
const CLEAN =
  /^(?:[!-~\u00A1-\u00AC\u00AE-\u00CF\u00D1-\u00EF\u00F1-\u0188\u018A-\u02FF\u1E00-\u1EFF]| (?![ ]|$)(?<!^ ))*$/;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;
const MARK = /\p{M}/u;

/** NFC, one space between words, no invisible characters; Icelandic Ð typed for Đ is put right. */
export function cleanText(text: string): string {
  if (CLEAN.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(/[\u00D0\u0189]/g, 'Đ')
    .replace(/\u00F0/g, 'đ')
    .replace(/[\s\u0085]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** Lower case without diacritics: the form in which names are searched. Length may differ from the input. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[Đđ\u00D0\u00F0]/g, 'd')
    .toLowerCase();
}

/** Diacritics of one word: a letter mark per letter (ă â ê ô ơ ư đ) and one tone for the whole word. */
export interface WordMarks {
  letters: string[];
  tone: string;
}

/** The tone belongs to the word, so that «hoà» and «hòa», «thuỷ» and «thủy» have equal marks. */
export function marksOf(word: string): WordMarks {
  const letters: string[] = [];
  let tone = '';
  for (const char of word.normalize('NFD').toLowerCase()) {
    if (TONES.test(char)) tone = char;
    else if (MARK.test(char) && letters.length > 0) letters[letters.length - 1] = char;
    else letters.push(char === 'đ' ? '\u0335' : '');
  }
  return { letters, tone };
}

export function sameMarks(one: WordMarks, other: WordMarks): boolean {
  return one.tone === other.tone && one.letters.join('|') === other.letters.join('|');
}

/** True when `typed` has no mark that `full` lacks: what a person gives who leaves diacritics out. */
export function withinMarks(typed: WordMarks, full: WordMarks): boolean {
  if (typed.tone !== '' && typed.tone !== full.tone) return false;
  return typed.letters.every((mark, index) => mark === '' || mark === full.letters[index]);
}
