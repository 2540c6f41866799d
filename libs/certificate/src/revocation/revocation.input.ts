import { z } from 'zod';
import { cleanText } from '#platform/text';

/** Everybody who checks the certificate reads the reason. */
export const reasonInput = z.strictObject({
  reason: z
    .string()
    .max(2000)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length >= 5, 'certificate.reason-missing')
    .refine((text) => text.length <= 300, 'certificate.reason-long'),
});

export const revocationInput = reasonInput.extend({
  /** Whether levels that the holder's enrolment showed are withdrawn, too. */
  levels: z.enum(['keep', 'withdraw']).default('keep'),
});
