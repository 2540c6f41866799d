import { z } from 'zod';
import { cleanText } from '#platform/text';
import { reasonInput } from '../../revocation/revocation.input.js';

export { reasonInput };

export const oldReplacementInput = reasonInput.extend({
  /** Số hiệu or số vào sổ cấp of the certificate that takes its place. */
  by: z
    .string()
    .max(400)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length > 0, 'certificate.number-missing')
    .refine((text) => text.length <= 100, 'input.invalid'),
});
