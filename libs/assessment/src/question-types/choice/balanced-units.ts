import { type Answer, UNITS_PER_MARK } from '../question-type.js';
import type { Scoring } from '../scoring.js';

/** mark × max(0, right chosen − wrong chosen) / number of right options; or all or nothing. */
export function balancedUnits(
  options: { id: string; correct: boolean }[],
  answer: Answer,
  scoring: Scoring,
): number {
  const right = options.filter((option) => option.correct).length;
  const chosen = options.filter((option) => answer.includes(option.id));
  const hits = chosen.filter((option) => option.correct).length;
  const balance = hits - (chosen.length - hits);
  if (scoring === 'exact') return balance === right ? UNITS_PER_MARK : 0;
  return (UNITS_PER_MARK / right) * Math.max(0, balance);
}
