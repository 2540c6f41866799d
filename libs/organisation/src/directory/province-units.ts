import { isCommunalOffice } from './communal-office.js';
import { CommuneNames } from './commune-names.js';
import { type DepartmentHit, DepartmentNames } from './department-names.js';
import { successorCode } from './merged-departments.js';
import { nearestNames } from './nearest-names.js';
import { ProvinceNames } from './province-names.js';
import type { UnitMatch, UnitRecord } from './unit-record.js';
import { joined, type Word, words } from './unit-text.js';
import { isCommuneKind, unitWordAt } from './unit-words.js';

type Decided = Exclude<UnitMatch, { kind: 'unknown' }>;

/** The units of one province, found by what a text says; other provinces are not its business. */
export class ProvinceUnits {
  private readonly own: ProvinceNames;
  private readonly communes: CommuneNames;
  private readonly departments: DepartmentNames;
  private readonly teams = new Map<string, UnitRecord[]>();
  private readonly named: UnitRecord[];

  constructor(
    readonly province: UnitRecord,
    units: readonly UnitRecord[],
  ) {
    this.own = new ProvinceNames([province]);
    const of = (...kinds: UnitRecord['kind'][]) => units.filter((unit) => kinds.includes(unit.kind));
    this.communes = new CommuneNames(of('commune'));
    this.departments = new DepartmentNames(of('department', 'office'), (list, at) => this.own.skip(list, at));
    this.named = of('commune', 'department');
    for (const team of of('team')) {
      const key = joined(words(team.name));
      this.teams.set(key, [...(this.teams.get(key) ?? []), team]);
    }
  }

  match(list: readonly Word[]): Decided | null {
    const teams = this.teams.get(joined(list)) ?? [];
    if (teams.length === 1) return { kind: 'found', unit: teams[0]!, how: 'exact' };
    return settle(this.communeHits(list), this.departments.hits(list)) ?? this.bareName(list);
  }

  /** Communes named with their kind: «UBND xã Vĩnh Thuận», «P. Ngô Quyền», «Trạm Y tế xã Tứ Kỳ». */
  communeHits(list: readonly Word[]): Decided[] {
    const hits: Decided[] = [];
    for (let index = 0; index < list.length; index++) {
      const mark = unitWordAt(list, index);
      if (!mark || !isCommuneKind(mark.word)) continue;
      const hit = this.communes.at(list, index + mark.length, mark.word, (end) => this.nameEnds(list, end));
      if (hit) hits.push(hit.match);
    }
    return hits;
  }

  hasCommune(name: string): boolean {
    return this.communes.named(name).length > 0;
  }

  /** Nearest names; for a department that was merged in 2025 the one that took its work over comes first. */
  nearest(text: string, limit: number): UnitRecord[] {
    const successor = successorCode(words(text));
    const heir = this.named.filter((unit) => successor && unit.code.endsWith(`-${successor}`));
    return [...new Set([...heir, ...nearestNames(text, this.named, limit)])].slice(0, limit);
  }

  /** A name ends where the text ends or parts, and before a district, a province or «thuộc». */
  private nameEnds(list: readonly Word[], index: number): boolean {
    const next = list[index];
    if (!next || next.gap === 'part' || next.gap === 'hyphen') return true;
    const word = unitWordAt(list, index)?.word;
    const stops = word === 'tp' || word === 'tinh' || word === 'district' || word === 'of';
    return stops || this.own.at(list, index) !== null;
  }

  /** «Vĩnh Thuận», «UBND Vĩnh Thuận», «Phòng Kinh tế - Vĩnh Thuận»; or the province by itself. */
  private bareName(list: readonly Word[]): Decided | null {
    const allOf = (index: number) => this.own.skip(list, index) === list.length;
    const whole = this.communes.at(list, pastCommittee(list), null, allOf);
    const hits: Decided[] = whole ? [whole.match] : [];
    for (const part of whole ? [] : partsOf(list)) {
      const start = pastCommittee(part);
      const ends = (index: number) => this.own.skip(part, index) === part.length;
      const hit = this.communes.at(part, start, null, ends);
      if (hit) hits.push(hit.match);
      else if (!ends(start) && !isCommunalOffice(part.map((word) => word.text).join(' '))) return null;
    }
    if (allOf(0)) hits.push({ kind: 'found', unit: this.province, how: 'exact' });
    return settle(hits, []);
  }
}

/** One unit, or all that the hits leave open; the province's own committee gives way to any other hit. */
function settle(communes: readonly Decided[], departments: readonly DepartmentHit[]): Decided | null {
  const several = departments.length + communes.length > 1;
  const kept = departments.filter((hit) => !several || hit.unit.kind !== 'office');
  const all = [...communes, ...kept];
  const candidates = new Set(all.flatMap((hit) => (hit.kind === 'found' ? [hit.unit] : hit.candidates)));
  if (candidates.size > 1) return { kind: 'ambiguous', candidates: [...candidates] };
  const best = all.find((hit) => hit.kind === 'found' && !hit.caution) ?? all[0];
  if (best?.kind !== 'found') return best ?? null;
  const { unit, how, caution } = best;
  return { kind: 'found', unit, how, ...(caution && { caution }) };
}

function pastCommittee(part: readonly Word[]): number {
  let index = 0;
  for (;;) {
    const mark = unitWordAt(part, index);
    if (mark?.word === 'ubnd' || mark?.word === 'hdnd') index += mark.length;
    else if (index > 0 && part[index]?.fold === 'va') index++;
    else return index;
  }
}

function partsOf(list: readonly Word[]): Word[][] {
  const parts: Word[][] = [];
  for (const word of list) {
    if (parts.length === 0 || word.gap === 'part') parts.push([]);
    parts.at(-1)!.push(word);
  }
  return parts;
}
