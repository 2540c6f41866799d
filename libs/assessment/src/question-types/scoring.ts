import { z } from 'zod';
import { type Rule, UNITS_PER_MARK } from './question-type.js';

const SCORINGS = ['partial', 'exact'] as const;

/** How parts make a mark: each right one earns its share, or all of them together the whole. */
export type Scoring = (typeof SCORINGS)[number];
export const scoring = z.enum(SCORINGS).default('partial');

/** The editor's field for it. */
export const scoringField = {
  kind: 'choice',
  name: 'scoring',
  label: 'assessment.editor.scoring',
  values: SCORINGS,
} as const;

/** Units for `hits` right parts of `parts`. */
export function unitsFor(hits: number, parts: number, how: Scoring): number {
  if (how === 'exact') return hits === parts ? UNITS_PER_MARK : 0;
  return (UNITS_PER_MARK / parts) * hits;
}

/** The rule as told to learners. */
export const ruleOf = (how: Scoring, count: number): Rule => ({
  key: `assessment.question.rule.parts-${how}`,
  count,
});
