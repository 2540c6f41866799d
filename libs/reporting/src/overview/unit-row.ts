import type { Unit } from '#organisation';
import { averageScore, type Counts, percent } from './counts.js';
import { type PaceState, paceState } from './pace.js';
import type { Branches } from './unit-tree.js';

/** One line of the table and one tile of the map: a child unit with its subtree, or people outside the children. */
export interface UnitRow {
  unit: Unit | null;
  kind: 'child' | 'own' | 'unplaced';
  counts: Counts;
  /** Percent of the enrolled who have completed. */
  reached: number;
  average: number | null;
  missing: number;
  state: PaceState | null;
}

export const SORTS = [
  'name',
  'enrolled',
  'started',
  'passed',
  'completed',
  'certified',
  'average',
  'reached',
  'missing',
] as const;
export type Sort = (typeof SORTS)[number];

/** `units`: by path. `pace`: percent that should have completed by now, if there is such a thing. */
export function unitRows(branches: Branches, units: Map<string, Unit>, pace: number | null): UnitRow[] {
  const row = (kind: UnitRow['kind'], unit: Unit | null, counts: Counts): UnitRow => {
    const reached = percent(counts.completed, counts.enrolled);
    return {
      kind,
      unit,
      counts,
      reached,
      average: averageScore(counts),
      missing: counts.enrolled - counts.completed,
      state: pace === null || counts.enrolled === 0 ? null : paceState(reached, pace),
    };
  };
  const rows = [...branches.children].map(([path, counts]) => row('child', units.get(path) ?? null, counts));
  const base = branches.base === null ? null : (units.get(branches.base) ?? null);
  if (branches.own) rows.push(row('own', base, branches.own));
  if (branches.unplaced) rows.push(row('unplaced', null, branches.unplaced));
  return rows;
}

const names = new Intl.Collator('vi', { numeric: true });

export function sortRows(rows: UnitRow[], sort: Sort, descending: boolean): UnitRow[] {
  const sign = descending ? -1 : 1;
  const value = (row: UnitRow): number => {
    if (sort === 'average') return row.average ?? -1;
    if (sort === 'reached' || sort === 'missing') return row[sort];
    return row.counts[sort as keyof Counts];
  };
  const byName = (a: UnitRow, b: UnitRow) => names.compare(a.unit?.name ?? '', b.unit?.name ?? '');
  return [...rows].sort((a, b) =>
    sort === 'name' ? sign * byName(a, b) : sign * (value(a) - value(b)) || byName(a, b),
  );
}
