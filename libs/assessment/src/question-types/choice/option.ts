import { z } from 'zod';
import { MOST_PARTS } from '../question-type.js';
import { feedback, filled, identified, partId } from '../texts.js';

export interface Option {
  id: string;
  text: string;
  correct: boolean;
  feedback?: string | undefined;
}

const option = z.strictObject({
  id: partId.optional(),
  text: filled(1000, 'assessment.option-empty'),
  correct: z.boolean().default(false),
  feedback,
});

/** Two to twelve different options. */
export const options = z
  .array(option)
  .min(2, 'assessment.option-count')
  .max(MOST_PARTS, 'assessment.option-count')
  .transform((given): Option[] => identified(given))
  .check(({ value, issues }) => {
    if (new Set(value.map((each) => each.id)).size < value.length)
      issues.push({ code: 'custom', input: value, path: [], message: 'assessment.option-id-twice' });
    value.forEach((each, index) => {
      if (value.findIndex((other) => other.text === each.text) < index)
        issues.push({
          code: 'custom',
          input: value,
          path: [index, 'text'],
          message: 'assessment.option-text-twice',
        });
    });
  });
