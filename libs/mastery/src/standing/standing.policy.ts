/** Where one learner stands on one component; without framework and component, that the learner is counted. */
export interface Standing {
  accountId: string;
  frameworkId: string | null;
  component: string;
  level: number;
  unitId: string | null;
  targetGroup: string;
  entryId: string | null;
}

/** How many people of a unit stand at exactly this level. */
export interface Cell extends Omit<Standing, 'accountId' | 'entryId'> {
  people: number;
}

export const sameStanding = (a: Standing, b: Standing): boolean =>
  a.accountId === b.accountId && a.entryId === b.entryId && keyOf(a) === keyOf(b);

const keyOf = ({
  unitId,
  targetGroup,
  frameworkId,
  component,
  level,
}: Omit<Standing, 'accountId' | 'entryId'>) =>
  JSON.stringify([unitId, targetGroup, frameworkId, component, level]);

/** By how much each cell changes; cells that come out even are left out. */
export function cellChanges(gone: Standing[], come: Standing[]): Cell[] {
  const cells = new Map<string, Cell>();
  const add = (by: number) => (standing: Standing) => {
    const { unitId, targetGroup, frameworkId, component, level } = standing;
    const key = keyOf(standing);
    const known = cells.get(key) ?? { unitId, targetGroup, frameworkId, component, level, people: 0 };
    cells.set(key, { ...known, people: known.people + by });
  };
  gone.forEach(add(-1));
  come.forEach(add(1));
  return [...cells.values()].filter((cell) => cell.people !== 0);
}
