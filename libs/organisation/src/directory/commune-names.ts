import { sameMarks, withinMarks } from '#platform/text';
import type { UnitMatch, UnitRecord } from './unit-record.js';
import { joined, typedBare, type Word, words } from './unit-text.js';
import { type CommuneKind, isCommuneKind, unitWordAt } from './unit-words.js';

interface CommuneName {
  unit: UnitRecord;
  words: Word[];
  kinds: Set<CommuneKind>;
  /** False for a former or shortened name. */
  own: boolean;
}

type Likeness = 'exact' | 'within' | 'other';
type Decided = Exclude<UnitMatch, { kind: 'unknown' }>;

/** The communes of one province by name, read out of a text from a given word on. */
export class CommuneNames {
  private readonly byFold = new Map<string, CommuneName[]>();
  private longest = 0;

  constructor(communes: readonly UnitRecord[]) {
    for (const unit of communes) {
      this.add(unit, unit.name, true);
      for (const alias of unit.aliases) this.add(unit, alias, false);
    }
  }

  private add(unit: UnitRecord, text: string, own: boolean): void {
    const all = words(text);
    const mark = unitWordAt(all, 0);
    const name = mark && isCommuneKind(mark.word) ? all.slice(mark.length) : all;
    const kind = mark && isCommuneKind(mark.word) ? mark.word : null;
    const list = this.byFold.get(joined(name)) ?? [];
    const same = list.find((entry) => entry.unit === unit);
    if (same && kind) same.kinds.add(kind);
    if (!same) list.push({ unit, words: name, kinds: new Set(kind ? [kind] : []), own });
    this.byFold.set(joined(name), list);
    this.longest = Math.max(this.longest, name.length);
  }

  /**
   * The commune whose whole name stands at `start`; `kind` is the kind the text states, null if it states none.
   * `ends` says whether a name may end before the given word. Null when no name stands there.
   */
  at(
    list: readonly Word[],
    start: number,
    kind: CommuneKind | null,
    ends: (index: number) => boolean,
  ): { match: Decided; end: number } | null {
    for (let length = Math.min(this.longest, list.length - start); length > 0; length--) {
      const typed = list.slice(start, start + length);
      const named = (this.byFold.get(joined(typed)) ?? []).filter((entry) => partsAgree(typed, entry.words));
      if (named.length === 0 || !ends(start + length)) continue;
      const match = choose(named, typed, kind, typedBare(list));
      if (match) return { match, end: start + length };
    }
    return null;
  }

  named(name: string): UnitRecord[] {
    return (this.byFold.get(name) ?? []).map((entry) => entry.unit);
  }
}

/** A comma may stand inside a name only where the name itself has a dash (Văn Miếu - Quốc Tử Giám). */
function partsAgree(typed: readonly Word[], name: readonly Word[]): boolean {
  return typed.every((word, index) => index === 0 || word.gap !== 'part' || name[index]?.gap === 'part');
}

function choose(
  named: CommuneName[],
  typed: Word[],
  kind: CommuneKind | null,
  bare: boolean,
): Decided | null {
  const fits = (entry: CommuneName) => kind === null || kind === 'thi_tran' || entry.kinds.has(kind);
  const right = named.filter(fits);
  const like = (wanted: Likeness) => right.filter((entry) => likeness(entry, typed, bare) === wanted);
  const exact = like('exact');
  if (exact.length > 0) return decide(exact, kind);
  const stray = named.filter((entry) => !fits(entry) && likeness(entry, typed, bare) === 'exact');
  const within = like('within');
  const other = kind === null ? [] : like('other');
  if (stray.length > 0) {
    const all = [...stray, ...within, ...other];
    return all.length === 1 ? { ...found(all[0]!, kind), caution: 'kind-differs' } : ambiguous(all);
  }
  if (within.length === 1) return { ...found(within[0]!, kind), how: 'without-diacritics' };
  if (within.length > 1) return ambiguous(within);
  if (other.length === 1)
    return { ...found(other[0]!, kind), how: 'without-diacritics', caution: 'spelling' };
  return other.length > 1 ? ambiguous(other) : null;
}

/** In a text typed without diacritics an equal name proves nothing: «xa Thanh An» may be Thạnh An. */
function likeness(entry: CommuneName, typed: Word[], bare: boolean): Likeness {
  const every = (test: typeof sameMarks) =>
    typed.every((word, index) => test(word.marks, entry.words[index]!.marks));
  if (!bare && every(sameMarks)) return 'exact';
  return every(withinMarks) ? 'within' : 'other';
}

function decide(exact: CommuneName[], kind: CommuneKind | null): Decided {
  return exact.length === 1 ? found(exact[0]!, kind) : ambiguous(exact);
}

function found(entry: CommuneName, kind: CommuneKind | null): Extract<UnitMatch, { kind: 'found' }> {
  const plain = entry.own && (kind === null || entry.unit.name === nameWithKind(entry, kind));
  return { kind: 'found', unit: entry.unit, how: plain ? 'exact' : 'alias' };
}

function nameWithKind(entry: CommuneName, kind: CommuneKind): string {
  const mark = unitWordAt(words(entry.unit.name), 0);
  return mark?.word === kind ? entry.unit.name : '';
}

function ambiguous(entries: CommuneName[]): Decided {
  return { kind: 'ambiguous', candidates: entries.map((entry) => entry.unit) };
}
