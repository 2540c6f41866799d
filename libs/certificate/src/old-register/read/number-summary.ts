/** Numbers in order, from and to both included. */
export interface NumberRun {
  from: number;
  to: number;
}

export interface NumberSummary {
  /** Of the rows to record; null when there are none. */
  first: number | null;
  last: number | null;
  /** What the register gives next, once these are recorded. */
  next: number;
  /** Numbers up to the last that nobody holds: how many, and the first runs of them. */
  missing: number;
  gaps: NumberRun[];
  /** Numbers that more than one person holds. */
  doubles: number;
}

const RUNS_SHOWN = 50;

interface Numbered {
  number: number;
  /** Where its two numbers differ, the higher. */
  highest?: number;
}

/** What the numbers of these rows make of a register that holds those. */
export function summariseNumbers(rows: readonly Numbered[], held: readonly Numbered[]): NumberSummary {
  const numbers = [...rows, ...held].map(({ number }) => number).sort((one, other) => one - other);
  const highest = [...rows, ...held].reduce((most, each) => Math.max(most, each.highest ?? each.number), 0);
  const gaps: NumberRun[] = [];
  let [missing, doubles, before] = [0, 0, 0];
  let doubled = 0;
  for (const number of numbers) {
    if (number === before && number !== doubled) {
      doubles += 1;
      doubled = number;
    }
    if (number > before + 1) {
      missing += number - before - 1;
      if (gaps.length < RUNS_SHOWN) gaps.push({ from: before + 1, to: number - 1 });
    }
    before = number;
  }
  const own = rows.map(({ number }) => number);
  const edge = (pick: (one: number, other: number) => number) =>
    own.length === 0 ? null : own.reduce((one, other) => pick(one, other));
  return { first: edge(Math.min), last: edge(Math.max), next: highest + 1, missing, gaps, doubles };
}

/** Parts of runs of missing numbers that older registers account for, and the rest. */
export function splitGaps<T extends NumberRun>(
  run: T,
  covered: readonly NumberRun[],
): { run: T; old: boolean }[] {
  const parts: { run: T; old: boolean }[] = [];
  const add = (from: number, to: number, old: boolean) => {
    if (from <= to) parts.push({ run: { ...run, from, to }, old });
  };
  let from = run.from;
  for (const each of [...covered].sort((one, other) => one.from - other.from)) {
    if (each.to < from || each.from > run.to) continue;
    add(from, each.from - 1, false);
    const end = Math.min(each.to, run.to);
    add(Math.max(from, each.from), end, true);
    from = end + 1;
  }
  add(from, run.to, false);
  return parts;
}
