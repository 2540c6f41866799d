import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { Criteria, DrawRule } from '../attempt/draw.policy.js';
import { componentCode, tag } from '../bank/question.input.js';
import { MOST_QUESTIONS } from '../quiz/quiz.input.js';

export const MOST_ROWS = 50;

const row = z.strictObject({
  count: z.number().int().min(1, 'assessment.row-count').max(MOST_QUESTIONS, 'assessment.row-count'),
  component: componentCode.optional(),
  level: z.number().int().min(1).max(8).optional(),
  difficulty: z.number().int().min(1).max(3).optional(),
  tag: tag.optional(),
  folder: z.uuid().optional(),
});

/** A blueprint as its author gives it. */
export const blueprintInput = z.strictObject({
  title: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.title-empty')),
  rows: z
    .array(row)
    .min(1, 'assessment.blueprint-empty')
    .max(MOST_ROWS)
    .refine(
      (rows) => rows.reduce((sum, { count }) => sum + count, 0) <= MOST_QUESTIONS,
      'assessment.draw-too-long',
    ),
});

export type BlueprintInput = z.input<typeof blueprintInput>;
export type BlueprintRow = Criteria & { count: number };

/**
 * The rows as rules of a draw, numbered from 1; in a section of a quiz (its place from 0) behind the number of that,
 * in two lines, which no tag has.
 */
export const rulesOf = (rows: BlueprintRow[], section?: number): DrawRule[] =>
  rows.map(({ count, ...of }, index) =>
    section === undefined
      ? { tag: `${index + 1}`, count, of }
      : { tag: `${section + 1}\n${index + 1}`, count, of, section },
  );
