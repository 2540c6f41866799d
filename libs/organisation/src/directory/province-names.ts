import { withinMarks } from '#platform/text';
import type { UnitRecord } from './unit-record.js';
import { type Word, words } from './unit-text.js';
import { unitWordAt } from './unit-words.js';

interface ProvinceName {
  unit: UnitRecord;
  words: Word[];
}

/** Names of provinces without «tỉnh» or «thành phố», found at a given word of a text. */
export class ProvinceNames {
  private readonly names: ProvinceName[] = [];

  constructor(provinces: readonly UnitRecord[]) {
    for (const unit of provinces) {
      for (const text of [unit.name, ...unit.aliases]) {
        const all = words(text);
        const mark = unitWordAt(all, 0);
        const cut = mark && (mark.word === 'tp' || mark.word === 'tinh') ? mark.length : 0;
        if (all.length > cut) this.names.push({ unit, words: all.slice(cut) });
      }
    }
    this.names.sort((one, other) => other.words.length - one.words.length);
  }

  at(list: readonly Word[], index: number): { unit: UnitRecord; end: number } | null {
    for (const name of this.names) {
      const fits = name.words.every((word, offset) => {
        const typed = list[index + offset];
        const inside = offset === 0 || (typed?.gap !== 'part' && typed?.gap !== 'start');
        return typed?.fold === word.fold && inside && withinMarks(typed.marks, word.marks);
      });
      if (fits) return { unit: name.unit, end: index + name.words.length };
    }
    return null;
  }

  /** Past «tỉnh», «thành phố Hải Phòng» or «Hải Phòng» at `index`; `index` itself when none stands there. */
  skip(list: readonly Word[], index: number): number {
    const mark = unitWordAt(list, index);
    const tier = mark && (mark.word === 'tp' || mark.word === 'tinh') ? mark.length : 0;
    return this.at(list, index + tier)?.end ?? index + tier;
  }

  /** A province named with its tier, or alone as the last part of the text («xã Tân Minh, Thái Nguyên»). */
  mentions(list: readonly Word[]): { unit: UnitRecord; tier: boolean }[] {
    const found: { unit: UnitRecord; tier: boolean }[] = [];
    for (let index = 0; index < list.length; index++) {
      const mark = unitWordAt(list, index);
      const tier = mark?.word === 'tp' || mark?.word === 'tinh';
      const named = this.at(list, tier && mark ? index + mark.length : index);
      const alone = list[index]!.gap === 'part' && named?.end === list.length;
      if (named && (tier || alone)) found.push({ unit: named.unit, tier });
    }
    return found;
  }
}
