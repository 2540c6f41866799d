import { z } from 'zod';
import { cleanText } from '#platform/text';

const reasonText = z
  .string()
  .max(4000, 'input.invalid')
  .default('')
  .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
  .refine((text) => text.length <= 1000, 'input.invalid');

/** What is handed in: nothing but which exemption is claimed, why, and whether the result may go to VNeID. */
export const applicationInput = z
  .strictObject({
    exemption: z
      .union([z.literal(''), z.uuid({ error: 'recognition.choose' })])
      .default('')
      .transform((id) => id || null),
    exemptionReason: reasonText,
    share: z.enum(['yes']).optional(),
  })
  .transform(({ exemption, exemptionReason, share }, context) => {
    if (exemption && exemptionReason === '')
      context.addIssue({ code: 'custom', path: ['exemptionReason'], message: 'recognition.words-missing' });
    return {
      exemptionId: exemption,
      exemptionReason: exemption ? exemptionReason : null,
      share: share === 'yes',
    };
  });
export type ApplicationInput = z.output<typeof applicationInput>;

/** For somebody else, who has agreed to it beside whoever types. */
export const behalfInput = z.object({
  agreed: z.literal('yes', { error: 'recognition.agreement-missing' }),
});

export const sharingInput = z.strictObject({ share: z.enum(['yes', 'no'], { error: 'recognition.choose' }) });

/** Why something is refused, asked for, kept or ended: shown to the person it is about. */
export const reasonInput = z.strictObject({
  reason: z
    .string()
    .max(2000, 'input.invalid')
    .default('')
    .transform(cleanText)
    .refine((text) => text.length >= 5, 'recognition.reason-missing')
    .refine((text) => text.length <= 500, 'input.invalid'),
});
