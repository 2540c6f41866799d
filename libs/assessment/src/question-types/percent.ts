import { z } from 'zod';

/** A whole percentage of the mark. */
export const percent = z
  .number('assessment.percent')
  .int('assessment.percent')
  .min(1, 'assessment.percent')
  .max(100, 'assessment.percent')
  .default(100);

/** Exact, since a mark divides by 100. */
export const percentOf = (units: number, percent: number): number => (units / 100) * percent;

/** What an author typed as a percentage; empty is all of it. */
export const percentText = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : Number(typed.replace('%', '').trim());
