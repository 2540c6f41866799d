import { NotFound } from '#platform/errors';
import { GROUPS, type TargetGroup } from './rule.policy.js';

/** A group as an address names it; anything else is not there. */
export function groupOf(name: string): TargetGroup {
  const group = GROUPS.find((each) => each === name);
  if (!group) throw new NotFound();
  return group;
}
