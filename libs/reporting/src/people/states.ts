import type { Conditions } from '../scope/conditions.js';

/** The lists behind the numbers. Those that say what happened count by day; the others hold at the end of `to`. */
export const STATES = [
  'enrolled',
  'started',
  'examined',
  'passed',
  'completed',
  'certified',
  'learning',
  'not-started',
  'uncompleted',
] as const;
export type State = (typeof STATES)[number];

const DAYS: Partial<Record<State, string>> = {
  enrolled: 'enrolled_on',
  started: 'started_on',
  examined: 'scored_on',
  passed: 'passed_on',
  completed: 'completed_on',
  certified: 'certified_on',
};

/** States that only make sense as of a day, not between two. */
export const isStanding = (state: State): boolean => DAYS[state] === undefined;

/** Narrows rows of `c` (columns of counted_enrolment) to a state, within days. */
export function addState(
  where: Conditions,
  state: State,
  from: string | null,
  to: string | null,
): Conditions {
  const column = DAYS[state];
  if (column) return addDays(where.add(`c.${column} IS NOT NULL`), column, from, to);
  const by = (name: string) => (to ? `coalesce(c.${name} <= ?::date, false)` : `c.${name} IS NOT NULL`);
  const add = (text: string) => (to ? where.add(text, to) : where.add(text));
  if (state === 'learning') {
    add(by('started_on'));
    return add(`NOT ${by('completed_on')}`);
  }
  add(by('enrolled_on'));
  return add(`NOT ${by(state === 'not-started' ? 'started_on' : 'completed_on')}`);
}

function addDays(where: Conditions, column: string, from: string | null, to: string | null): Conditions {
  if (from) where.add(`c.${column} >= ?::date`, from);
  if (to) where.add(`c.${column} <= ?::date`, to);
  return where;
}
