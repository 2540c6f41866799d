import { sameMarks, withinMarks } from '#platform/text';
import type { Word } from './unit-text.js';
import { unitWordAt } from './unit-words.js';

/** A word of a department's name, or a phrase with a fixed short form: `#ubnd`, `#vp`. */
export interface Part {
  key: string;
  words: Word[];
  index: number;
  gap: Word['gap'];
}

export type Likeness = 'exact' | 'within' | 'other';

const SHORTENED = new Set(['ubnd', 'hdnd', 'vp', 'bql', 'tp', 'tinh']);
const LINKS = new Set(['va', '&', '+']);

/** A name as parts: fixed phrases in one piece, «và» and «&» dropped. */
export function parts(list: readonly Word[]): Part[] {
  const found: Part[] = [];
  let gap: Word['gap'] = 'start';
  for (let index = 0; index < list.length; ) {
    const unitWord = unitWordAt(list, index);
    const short = unitWord && SHORTENED.has(unitWord.word) ? unitWord : null;
    const length = short?.length ?? 1;
    const here = list.slice(index, index + length);
    gap = here[0]!.gap === 'part' ? 'part' : gap === 'part' ? gap : here[0]!.gap;
    if (short || !LINKS.has(here[0]!.fold)) {
      found.push({ key: short ? `#${short.word}` : here[0]!.fold, words: here, index, gap });
      gap = 'space';
    }
    index += length;
  }
  return found;
}

/** The short form of an alias such as «Sở KH&CN»: what follows «Sở», run together. */
export function initials(name: Part[]): string {
  return name
    .slice(1)
    .flatMap((part) => part.words.map((word) => word.fold))
    .join('');
}

export function compare(name: Part[], typed: Part[]): Likeness {
  const every = (test: typeof sameMarks) =>
    name.every((part, index) => {
      const here = typed[index]!;
      return part.key.startsWith('#') || test(here.words[0]!.marks, part.words[0]!.marks);
    });
  if (every(sameMarks)) return 'exact';
  return every(withinMarks) ? 'within' : 'other';
}

/** Reads `name` from the parts on, each typed whole or several by first letters («MT»); the last part read, or null. */
export function mixed(name: Part[], typed: Part[]): Part | null {
  let done = 0;
  for (const part of typed) {
    const key = part.words.map((word) => word.fold).join('');
    const rest = name.slice(done);
    const letters = rest
      .slice(0, key.length)
      .map((one) => one.key[0])
      .join('');
    if (rest[0]?.key === key) done++;
    else if (letters === key) done += key.length;
    else return null;
    if (done === name.length) return part;
  }
  return null;
}
