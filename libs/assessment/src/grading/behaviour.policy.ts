import type { Behaviour } from '../quiz/quiz.input.js';
import type { Mark } from './grade.policy.js';

/** What of a mark is kept: practice is never a pass, a survey has no marks at all. */
export function markFor<Marked extends Mark>(behaviour: Behaviour, mark: Marked): Marked {
  if (behaviour === 'examination') return mark;
  if (behaviour === 'practice') return { ...mark, passed: false };
  const itemUnits = mark.itemUnits.map(() => 0);
  return { ...mark, itemUnits, markUnits: 0, maxUnits: 0, scoreBp: 0, passed: false };
}
