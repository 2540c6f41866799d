import { cleanText, fold } from '#platform/text';
import type { UnitRecord } from './unit-record.js';

interface Entry {
  unit: UnitRecord;
  name: string;
  full: string;
}

/** Search box over units: every word of the query must be somewhere in name, alias, code or province. */
export class UnitSearch {
  private readonly entries: Entry[];

  constructor(units: readonly UnitRecord[]) {
    const provinces = new Map(
      units.filter((unit) => unit.kind === 'province').map((unit) => [unit.code, fold(unit.name)]),
    );
    this.entries = units.map((unit) => {
      const name = fold(unit.name);
      const aliases = unit.aliases.map(fold).join(' ');
      return {
        unit,
        name,
        full: ` ${name} ${aliases} ${unit.code} ${provinces.get(unit.provinceCode) ?? ''}`,
      };
    });
  }

  find(text: string, limit: number): UnitRecord[] {
    const typed = cleanText(text).toLowerCase();
    const query = fold(typed);
    const parts = query.split(/[\s,;-]+/).filter((part) => part !== '');
    if (parts.length === 0) return [];
    return this.entries
      .filter((entry) => parts.every((part) => entry.full.includes(` ${part}`)))
      .map((entry) => ({ unit: entry.unit, rank: rank(entry, query, typed) }))
      .sort((one, other) => one.rank - other.rank || one.unit.name.localeCompare(other.unit.name, 'vi'))
      .slice(0, limit)
      .map((scored) => scored.unit);
  }
}

/** Lower is better: whole name, its end (after «Xã»), its beginning, inside, elsewhere; exact diacritics first. */
function rank(entry: Entry, query: string, typed: string): number {
  const marked = entry.unit.name.toLowerCase().includes(typed) ? 0 : 0.5;
  if (entry.name === query) return marked;
  if (entry.name.endsWith(` ${query}`)) return 1 + marked;
  if (entry.name.startsWith(query)) return 2 + marked;
  return (entry.name.includes(` ${query}`) ? 3 : 4) + marked;
}
