/** Entries of one unit and of all below it. */
export interface UnitScore {
  unitId: string;
  kind: string;
  code: string;
  entries: number;
  markUnits: bigint;
}

export interface UnitPlace extends UnitScore {
  /** Within its kind: units with as many entries and as many marks share a place. */
  place: number;
  position: number;
}

/** Within each kind: more entries first, then the higher average, then by code. */
export function rankUnits(scores: readonly UnitScore[]): UnitPlace[] {
  const byKind = new Map<string, UnitScore[]>();
  for (const score of scores) byKind.set(score.kind, [...(byKind.get(score.kind) ?? []), score]);
  return [...byKind.values()].flatMap((group) => {
    group.sort((a, b) => compare(a, b) || (a.code < b.code ? -1 : 1));
    let place = 0;
    return group.map((score, index) => {
      if (index === 0 || compare(group[index - 1] as UnitScore, score) !== 0) place = index + 1;
      return { ...score, place, position: index + 1 };
    });
  });
}

/** With as many entries the sum of marks orders as the average does, without a fraction. */
function compare(a: UnitScore, b: UnitScore): number {
  if (a.entries !== b.entries) return b.entries - a.entries;
  return a.markUnits === b.markUnits ? 0 : a.markUnits > b.markUnits ? -1 : 1;
}
