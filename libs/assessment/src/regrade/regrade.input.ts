import { z } from 'zod';
import { cleanText } from '#platform/text';
import { REMEDY_KINDS } from '../grading/remedies.js';

/** Learners read the reason. */
export const regradeInput = z
  .strictObject({
    version: z.uuid('assessment.regrade-question-missing'),
    remedy: z.enum(REMEDY_KINDS, 'assessment.regrade-remedy-missing'),
    key: z
      .union([z.literal(''), z.uuid()])
      .default('')
      .transform((id) => id || null),
    /** Also for the other published quizzes that ask this very version. */
    copies: z
      .literal('on')
      .optional()
      .transform((given) => given === 'on'),
    reason: z
      .string()
      .max(2000)
      .default('')
      .transform(cleanText)
      .refine((text) => text.length >= 5, 'assessment.regrade-reason-missing')
      .refine((text) => text.length <= 300, 'assessment.regrade-reason-long'),
  })
  .refine(({ remedy, key }) => remedy !== 'key' || key !== null, {
    path: ['key'],
    message: 'assessment.regrade-key-missing',
  });
