import { isCommunalOffice } from './communal-office.js';
import { ProvinceNames } from './province-names.js';
import { ProvinceUnits } from './province-units.js';
import type { UnitMatch, UnitRecord } from './unit-record.js';
import { UnitSearch } from './unit-search.js';
import { joined, type Word, words } from './unit-text.js';
import { isCommuneKind, unitWordAt } from './unit-words.js';

const SUGGESTIONS = 3;

/** Units by what people write for them. Everything is looked up under one province: 245 commune names repeat. */
export class UnitDirectory {
  private readonly byProvince = new Map<string, ProvinceUnits>();
  private readonly byCode = new Map<string, UnitRecord>();
  private readonly provinceNames: ProvinceNames;
  private readonly searching: UnitSearch;

  constructor(units: readonly UnitRecord[]) {
    const provinces = units.filter((unit) => unit.kind === 'province');
    this.provinceNames = new ProvinceNames(provinces);
    this.searching = new UnitSearch(units);
    const grouped = new Map<string, UnitRecord[]>(provinces.map((province) => [province.code, []]));
    for (const unit of units) {
      this.byCode.set(unit.code, unit);
      grouped.get(unit.provinceCode)?.push(unit);
    }
    for (const province of provinces) {
      this.byProvince.set(province.code, new ProvinceUnits(province, grouped.get(province.code)!));
    }
  }

  /** The unit with this code («31», «11842», «31-SKHCN»), or undefined. */
  unit(code: string): UnitRecord | undefined {
    return this.byCode.get(code);
  }

  provinces(): UnitRecord[] {
    return [...this.byProvince.values()].map((units) => units.province);
  }

  /** Units whose names hold the text, diacritics ignored, best first. */
  search(text: string, limit: number): UnitRecord[] {
    return this.searching.find(text, limit);
  }

  /** «Phòng Kinh tế», «Thôn 3»: says which commune only in a list that a commune itself sends. */
  isCommunalOffice(text: string): boolean {
    return isCommunalOffice(text);
  }

  /** The province a text names with its tier («UBND thành phố Hải Phòng»), or with `loose` by its bare name. */
  provinceNamed(text: string, loose = false): UnitRecord | null {
    const list = words(text);
    const tiered = this.provinceNames.mentions(list).find((mention) => mention.tier);
    if (tiered || !loose) return tiered?.unit ?? null;
    for (let index = 0; index < list.length; index++) {
      const before = index > 0 ? unitWordAt(list, index - 1)?.word : undefined;
      const named = before && isCommuneKind(before) ? null : this.provinceNames.at(list, index);
      if (named) return named.unit;
    }
    return null;
  }

  /** The one unit of the province that a text names; exact diacritics win, what stays open is not guessed. */
  resolve(text: string, provinceCode: string): UnitMatch {
    const list = words(text);
    const units = this.byProvince.get(provinceCode);
    if (!units || list.length === 0) return { kind: 'unknown', suggestions: [], elsewhere: [] };
    const coded = /^\s*\d{5}\s*$/.test(text) ? this.byCode.get(text.trim()) : undefined;
    if (coded?.provinceCode === provinceCode) return { kind: 'found', unit: coded, how: 'exact' };
    const abroad = this.abroad(list, units);
    const match = abroad ? null : units.match(list);
    if (match) return match;
    const elsewhere = abroad ? unitsIn(abroad.match(list)) : this.namesakes(list, units);
    return { kind: 'unknown', suggestions: units.nearest(text, SUGGESTIONS), elsewhere };
  }

  /** Another province that the text names, unless that is the bare name of a commune of this one. */
  private abroad(list: readonly Word[], units: ProvinceUnits): ProvinceUnits | null {
    const mentions = this.provinceNames.mentions(list);
    if (mentions.some((mention) => mention.unit === units.province)) return null;
    const bare = (unit: UnitRecord) => joined(words(unit.name.replace(/^(Tỉnh|Thành phố) /, '')));
    const other = mentions.find((mention) => mention.tier || !units.hasCommune(bare(mention.unit)));
    return (other && this.byProvince.get(other.unit.code)) ?? null;
  }

  /** Communes of that very kind and name in other provinces: the list may have been sent under a wrong one. */
  private namesakes(list: readonly Word[], units: ProvinceUnits): UnitRecord[] {
    const others = [...this.byProvince.values()].filter((other) => other !== units);
    return others
      .flatMap((other) => other.communeHits(list))
      .flatMap((hit) => (hit.kind === 'found' && hit.how === 'exact' && !hit.caution ? [hit.unit] : []))
      .slice(0, SUGGESTIONS);
  }
}

function unitsIn(match: ReturnType<ProvinceUnits['match']>): UnitRecord[] {
  if (!match) return [];
  return match.kind === 'found' ? [match.unit] : match.candidates;
}
