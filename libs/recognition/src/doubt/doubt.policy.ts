import { type CheckList, isCovered } from '../check-list/check-list.policy.js';

/**
 * Parts of a rule that a confirmation rested on and that are not shown any more; none while the rule is met in whatever
 * way, and none where a person had judged an exemption: nothing recorded can take that back.
 */
export function lackingNow(restedOn: readonly string[], list: CheckList): string[] {
  if (restedOn.some((id) => isCovered(list, id))) return [];
  const shown = new Set(
    [...list.requirements, ...list.exemptions].filter((each) => each.shown).map(({ part }) => part.id),
  );
  return restedOn.filter((id) => !shown.has(id));
}

/** Whether a person has to be asked (again): something is lacking that the doubt still open does not speak of. */
export const asksAgain = (lacking: readonly string[], open: readonly string[] | null): boolean =>
  lacking.some((id) => !open?.includes(id));
