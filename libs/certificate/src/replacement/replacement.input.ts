import { z } from 'zod';
import { cleanText } from '#platform/text';
import { reasonInput } from '../revocation/revocation.input.js';
import { parseBirth } from '../verification/birth-input.js';

const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length <= most, 'input.invalid');

/** Who the new paper is for, and why the old one ends: everybody who checks the old one reads the reason. */
export const replacementInput = reasonInput.extend({
  fullName: line(120).refine((text) => text.length > 0, 'certificate.name-missing'),
  /** `YYYY-MM-DD`, `YYYY`, or null for a paper without one. */
  birth: z
    .string()
    .max(100)
    .default('')
    .transform((text, context) => {
      const birth = parseBirth(text);
      if (birth !== undefined) return birth;
      context.addIssue({ code: 'custom', message: 'certificate.birth-invalid' });
      return z.NEVER;
    }),
  position: line(200),
});

export type Correction = Omit<z.output<typeof replacementInput>, 'reason'>;
