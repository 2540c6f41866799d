import { z } from 'zod';
import { cleanText } from '#platform/text';

/** Why something out of the ordinary was done; kept for good. */
export const reason = z
  .string()
  .max(500)
  .transform(cleanText)
  .pipe(z.string().min(3, 'assessment.reason-missing'));

const amount = (most: number) => z.coerce.number().int().min(0).max(most).default(0);

export const accommodationInput = z
  .object({
    minutes: amount(600),
    attempts: amount(20),
    /** Only the attempt that is open now. */
    once: z.literal('on').optional(),
    reason,
  })
  .refine(({ minutes, attempts }) => minutes + attempts > 0, {
    path: ['minutes'],
    message: 'assessment.nothing-granted',
  })
  .refine(({ attempts, once }) => !(once && attempts > 0), {
    path: ['attempts'],
    message: 'assessment.attempts-not-once',
  });
export type AccommodationGiven = z.output<typeof accommodationInput>;
