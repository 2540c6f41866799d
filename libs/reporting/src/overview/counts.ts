/** Sums of rollup cells. */
export interface Counts {
  enrolled: number;
  started: number;
  passed: number;
  completed: number;
  certified: number;
  scoreSum: number;
  scoreCount: number;
}

export const NOTHING: Readonly<Counts> = {
  enrolled: 0,
  started: 0,
  passed: 0,
  completed: 0,
  certified: 0,
  scoreSum: 0,
  scoreCount: 0,
};

const NAMES = Object.keys(NOTHING) as (keyof Counts)[];

export function sum(all: Iterable<Counts>): Counts {
  const total = { ...NOTHING };
  for (const each of all) for (const name of NAMES) total[name] += each[name];
  return total;
}

/** Mean of the best scores as a percentage with two digits, rounded down as marks are; null without a score. */
export const averageScore = ({ scoreSum, scoreCount }: Counts): number | null =>
  scoreCount === 0 ? null : Math.floor(scoreSum / scoreCount) / 100;

/** Part of a whole in percent with two digits, rounded as the bars beside it are. */
export function percent(part: number, whole: number): number {
  if (whole === 0) return 0;
  return Math.round((part * 10_000) / whole) / 100;
}
