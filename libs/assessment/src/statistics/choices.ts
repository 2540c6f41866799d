/** Share of the attempts on either side that make the strong and the weak group (Kelley 1939). */
const GROUP = 0.27;

/** What one attempt answered to an item, and how it did in the whole test. */
export interface GivenAnswer {
  score: number;
  /** [] when it was left blank. */
  choices: readonly string[];
}

export interface ChoiceCount {
  choice: string;
  right: boolean;
  /** Attempts that gave it. */
  n: number;
  /** Of these, attempts of the strong and of the weak group. */
  strong: number;
  weak: number;
}

/** Who chose what: the distractor table of an item. */
export interface ChoiceTable {
  n: number;
  blank: number;
  /** Sizes of the groups: the best and the worst 27%, with those who did as well as their last. */
  strong: number;
  weak: number;
  choices: ChoiceCount[];
}

/** Counts for `offered` in their order, then for whatever else was given, the most frequent first. */
export function choiceTable(given: GivenAnswer[], offered: string[], right: readonly string[]): ChoiceTable {
  const scores = Float64Array.from(given, ({ score }) => score).sort();
  const size = Math.max(1, Math.round(given.length * GROUP));
  const [strongest, weakest] = [scores[given.length - size] ?? 0, scores[size - 1] ?? 0];
  const known = [...offered, ...right.filter((choice) => !offered.includes(choice))];
  const counts = new Map(known.map((choice) => [choice, countOf(choice, right.includes(choice))]));
  const table: ChoiceTable = { n: given.length, blank: 0, strong: 0, weak: 0, choices: [] };
  for (const { score, choices } of given) {
    const groups = { strong: score >= strongest ? 1 : 0, weak: score <= weakest ? 1 : 0 };
    table.strong += groups.strong;
    table.weak += groups.weak;
    if (choices.length === 0) table.blank += 1;
    for (const choice of choices) {
      const count = counts.get(choice) ?? countOf(choice, false);
      counts.set(choice, count);
      count.n += 1;
      count.strong += groups.strong;
      count.weak += groups.weak;
    }
  }
  const others = [...counts.values()].filter(({ choice }) => !known.includes(choice));
  table.choices = [
    ...known.map((choice) => counts.get(choice) as ChoiceCount),
    ...others.sort((one, other) => other.n - one.n || (one.choice < other.choice ? -1 : 1)),
  ];
  return table;
}

const countOf = (choice: string, right: boolean): ChoiceCount => ({
  choice,
  right,
  n: 0,
  strong: 0,
  weak: 0,
});
