import type { Mark } from '../grading/grade.policy.js';

/** Whether two marks differ in anything that is kept of them. */
export const differs = (one: Mark, other: Mark): boolean =>
  one.markUnits !== other.markUnits ||
  one.maxUnits !== other.maxUnits ||
  one.passed !== other.passed ||
  one.scoreBp !== other.scoreBp ||
  one.itemUnits.some((units, index) => units !== other.itemUnits[index]) ||
  one.dropped.length !== other.dropped.length ||
  one.dropped.some((place, index) => place !== other.dropped[index]);
