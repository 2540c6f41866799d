import { GROUPS } from '../rule/rule.policy.js';
import { STATES, type State } from './standings.js';

export interface GroupFigures {
  group: string;
  people: Record<State, number>;
  /** Who holds a confirmation: one in doubt stands until somebody decides. */
  holding: number;
  target: number | null;
  basis: string | null;
  /** Of the target, in tenths of a percent, rounded down; null without a target. */
  permille: number | null;
}

/** One row a group, in the order of the groups, also where there is nobody. */
export function figures(
  counts: readonly { group: string; state: State; people: number }[],
  targets: readonly { group: string; people: number; basis: string }[],
): GroupFigures[] {
  return GROUPS.map((group) => {
    const of = (state: State) =>
      counts
        .filter((each) => each.group === group && each.state === state)
        .reduce((sum, { people }) => sum + people, 0);
    const people = Object.fromEntries(STATES.map((state) => [state, of(state)])) as Record<State, number>;
    const holding = people.confirmed + people.doubted;
    const found = targets.find((each) => each.group === group) ?? null;
    return {
      ...{ group, people, holding, target: found?.people ?? null, basis: found?.basis ?? null },
      permille: found ? Math.floor((holding * 1000) / found.people) : null,
    };
  });
}
