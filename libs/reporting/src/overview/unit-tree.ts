import { type Counts, NOTHING, sum } from './counts.js';

export interface UnitCounts {
  /** ltree path; null for people without a unit. */
  path: string | null;
  counts: Counts;
}

export interface Branches {
  /** Path of the unit whose children are shown; null when there is nobody with a unit. */
  base: string | null;
  /** Sums of each child's whole subtree, by the child's path. */
  children: Map<string, Counts>;
  /** People of the base itself. */
  own: Counts | null;
  /** People without a unit. */
  unplaced: Counts | null;
}

/** Adds counts of single units up to the children of `base`, by default the nearest unit that has all in it. */
export function branchesOf(units: UnitCounts[], base: string | null = nearestCommon(units)): Branches {
  const depth = base === null ? 0 : base.split('.').length;
  const children = new Map<string, Counts>();
  const own: Counts[] = [];
  const unplaced: Counts[] = [];
  for (const { path, counts } of units) {
    if (path === null) unplaced.push(counts);
    else if (path === base) own.push(counts);
    else {
      const child = path
        .split('.')
        .slice(0, depth + 1)
        .join('.');
      children.set(child, sum([children.get(child) ?? NOTHING, counts]));
    }
  }
  return {
    base,
    children,
    own: own.length ? sum(own) : null,
    unplaced: unplaced.length ? sum(unplaced) : null,
  };
}

/** The deepest path that is an ancestor of all; for a single unit its parent, so that it shows as a row. */
function nearestCommon(units: UnitCounts[]): string | null {
  const paths = [...new Set(units.flatMap(({ path }) => (path === null ? [] : [path])))];
  const [first, ...rest] = paths.map((path) => path.split('.'));
  if (!first) return null;
  let length = rest.length === 0 ? first.length - 1 : first.length;
  for (const other of rest) {
    let same = 0;
    while (same < length && other[same] === first[same]) same += 1;
    length = same;
  }
  return length === 0 ? null : first.slice(0, length).join('.');
}
