import { marksOf, withinMarks } from '#platform/text';
import type { Word } from './unit-text.js';

/** Words with a part to play in the name of a unit; a commune kind is one of the last four. */
export type UnitWord = 'ubnd' | 'hdnd' | 'tinh' | 'tp' | 'vp' | 'bql' | 'district' | 'of' | CommuneKind;
export type CommuneKind = 'xa' | 'phuong' | 'dac_khu' | 'thi_tran';

const PHRASES: [UnitWord, string[]][] = [
  ['ubnd', ['ủy ban nhân dân', 'ubnd', 'u b n d', 'ub', 'ủy ban']],
  ['hdnd', ['hội đồng nhân dân', 'hđnd']],
  ['tinh', ['tỉnh']],
  ['tp', ['thành phố', 'tp', 't p']],
  ['vp', ['văn phòng', 'vp']],
  ['dac_khu', ['đặc khu', 'đk', 'đ khu']],
  ['thi_tran', ['thị trấn', 'tt', 't trấn']],
  ['phuong', ['phường', 'p', 'ph']],
  ['xa', ['xã', 'x']],
  ['bql', ['ban quản lý', 'bql', 'ban ql']],
  ['district', ['huyện', 'quận', 'thị xã', 'h', 'q', 'tx']],
  ['of', ['thuộc', 'trực thuộc']],
];

interface Phrase {
  word: UnitWord;
  folds: string[];
  marks: ReturnType<typeof marksOf>[];
}

const BY_FIRST = new Map<string, Phrase[]>();
for (const [word, texts] of PHRASES) {
  for (const text of texts) {
    const parts = text.split(' ');
    const folds = parts.map((part) =>
      part.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('y', 'i'),
    );
    const list = BY_FIRST.get(folds[0]!) ?? [];
    list.push({ word, folds, marks: parts.map(marksOf) });
    list.sort((one, other) => other.folds.length - one.folds.length);
    BY_FIRST.set(folds[0]!, list);
  }
}

/** The unit word that begins at `index` and how many words it takes; diacritics may be left out, not changed. */
export function unitWordAt(list: readonly Word[], index: number): { word: UnitWord; length: number } | null {
  const first = list[index];
  if (!first) return null;
  for (const phrase of BY_FIRST.get(first.fold) ?? []) {
    const fits = phrase.folds.every((part, offset) => {
      const typed = list[index + offset];
      return typed?.fold === part && withinMarks(typed.marks, phrase.marks[offset]!);
    });
    if (fits) return { word: phrase.word, length: phrase.folds.length };
  }
  return null;
}

export function isCommuneKind(word: UnitWord): word is CommuneKind {
  return word === 'xa' || word === 'phuong' || word === 'dac_khu' || word === 'thi_tran';
}
