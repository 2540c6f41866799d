import { marksOf, withinMarks } from '#platform/text';
import { compare, initials, type Likeness, mixed, type Part, parts } from './name-parts.js';
import type { UnitMatch, UnitRecord } from './unit-record.js';
import { type Word, words } from './unit-text.js';
import { unitWordAt } from './unit-words.js';

interface Form {
  unit: UnitRecord;
  parts: Part[];
  own: boolean;
}

type Found = Extract<UnitMatch, { kind: 'found' }>;
export interface DepartmentHit extends Found {
  start: number;
  end: number;
}

const OFFICE = marksOf('sở');

/** The departments and offices of one province, found by name, alias or abbreviation inside a text. */
export class DepartmentNames {
  private readonly byFirst = new Map<string, Form[]>();
  private readonly byInitials = new Map<string, UnitRecord>();
  private readonly byCode = new Map<string, UnitRecord>();

  constructor(
    departments: readonly UnitRecord[],
    private readonly tail: (list: readonly Word[], index: number) => number,
  ) {
    for (const unit of departments) {
      this.add(unit, unit.name, true);
      for (const alias of unit.aliases) this.add(unit, alias, false);
      const code = unit.code.split('-')[1]?.toLowerCase();
      if (code && unit.kind === 'department') this.byCode.set(code.replaceAll('y', 'i'), unit);
    }
    for (const forms of this.byFirst.values())
      forms.sort((one, other) => other.parts.length - one.parts.length);
    for (const unit of departments) this.addInitials(unit);
  }

  private add(unit: UnitRecord, text: string, own: boolean): void {
    const all = parts(words(text));
    const cut = all.findIndex((part, index) => index > 0 && (part.key === '#tp' || part.key === '#tinh'));
    const name = cut < 0 ? all : all.slice(0, cut);
    const first = name[0]?.key ?? '';
    this.byFirst.set(first, [...(this.byFirst.get(first) ?? []), { unit, parts: name, own }]);
    if (first === 'so' && !own) this.byInitials.set(initials(name), unit);
  }

  /** «Sở NV» is Nội vụ, since Ngoại vụ has a short form of its own among its aliases. */
  private addInitials(unit: UnitRecord): void {
    const name = parts(words(unit.name));
    const short = name
      .slice(1)
      .map((part) => part.key[0])
      .join('');
    const has = [...this.byInitials.values()].includes(unit);
    if (name[0]?.key === 'so' && !has && !this.byInitials.has(short)) this.byInitials.set(short, unit);
  }

  /** Every department named in the text, the longest name first at each place. */
  hits(list: readonly Word[]): DepartmentHit[] {
    const typed = parts(list);
    const hits: DepartmentHit[] = [];
    for (let at = 0; at < typed.length; at++) {
      const hit = this.byName(list, typed, at) ?? this.byShortForm(list, typed, at);
      if (hit && !hits.some((other) => other.end > hit.start)) hits.push(hit);
    }
    return hits;
  }

  private byName(list: readonly Word[], typed: Part[], at: number): DepartmentHit | null {
    const first = typed[at]!;
    for (const form of this.byFirst.get(first.key) ?? []) {
      const here = typed.slice(at, at + form.parts.length);
      if (here.length < form.parts.length || !form.parts.every((part, i) => part.key === here[i]!.key))
        continue;
      const last = here.at(-1)!;
      const end = last.index + last.words.length;
      if (!mayStart(typed, at, form) || !this.mayEnd(list, end, form)) continue;
      const likeness = compare(form.parts, here);
      if (likeness === 'other' && first.key === 'so' && !withinMarks(first.words[0]!.marks, OFFICE)) continue;
      return { kind: 'found', unit: form.unit, start: first.index, end, ...judged(likeness, form.own) };
    }
    return null;
  }

  /** «Sở KH&CN», «Sở VH, TT và DL», «SKHCN». */
  private byShortForm(list: readonly Word[], typed: Part[], at: number): DepartmentHit | null {
    const first = typed[at]!;
    const coded = this.byCode.get(first.key.replace('#', ''));
    if (coded && this.mayEnd(list, first.index + 1, null)) {
      return { kind: 'found', unit: coded, how: 'alias', start: first.index, end: first.index + 1 };
    }
    if (first.key !== 'so' || !withinMarks(first.words[0]!.marks, OFFICE)) return null;
    let short = '';
    for (const part of typed.slice(at + 1, at + 6)) {
      short += part.words.map((word) => word.fold).join('');
      const unit = this.byInitials.get(short);
      const end = part.index + part.words.length;
      if (unit && this.mayEnd(list, end, null)) {
        return { kind: 'found', unit, how: 'alias', start: first.index, end };
      }
    }
    return this.byMixedWords(list, typed, at);
  }

  /** «Sở Nông nghiệp và MT»: some words whole, some by their first letters; only if one department fits. */
  private byMixedWords(list: readonly Word[], typed: Part[], at: number): DepartmentHit | null {
    const hits = (this.byFirst.get('so') ?? []).flatMap((form) => {
      const last = form.own ? mixed(form.parts.slice(1), typed.slice(at + 1)) : null;
      const end = last ? last.index + last.words.length : 0;
      return last && this.mayEnd(list, end, null) ? [{ unit: form.unit, end }] : [];
    });
    const [hit] = hits;
    const start = typed[at]!.index;
    return hit && hits.length === 1 ? { kind: 'found', how: 'alias', start, ...hit } : null;
  }

  /** «UBND» alone is any committee: the province's own needs «tỉnh», «thành phố» or the province's name. */
  private mayEnd(list: readonly Word[], end: number, form: Form | null): boolean {
    const after = this.tail(list, end);
    if (form?.parts.length === 1 && form.parts[0]!.key === '#ubnd' && after === end) return false;
    const next = list[after];
    return !next || next.gap === 'part' || next.gap === 'hyphen' || unitWordAt(list, after)?.word === 'of';
  }
}

/** «Thanh tra» inside «Phòng Thanh tra» is no department; «Sở …» and «Văn phòng UBND …» may follow anything. */
function mayStart(typed: Part[], at: number, form: Form): boolean {
  const first = form.parts[0]!.key;
  const free = first === 'so' || first === '#vp' || first === 'ban' || first === 'bql';
  const before = typed[at - 1];
  return free || !before || typed[at]!.gap === 'part' || before.key === 'tich';
}

function judged(likeness: Likeness, own: boolean): Pick<Found, 'how' | 'caution'> {
  if (likeness === 'exact') return { how: own ? 'exact' : 'alias' };
  if (likeness === 'within') return { how: 'without-diacritics' };
  return { how: 'without-diacritics', caution: 'spelling' };
}
