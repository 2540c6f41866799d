import { z } from 'zod';
import { cleanText } from '#platform/text';

export const handoverInput = z.strictObject({
  unit: z.string().trim().min(1).max(40),
  format: z.enum(['csv', 'json'], { error: 'recognition.choose' }),
  content: z.enum(['changes', 'all'], { error: 'recognition.choose' }),
  /** Who asked for the list, and what for. */
  purpose: z
    .string()
    .max(1200, 'input.invalid')
    .default('')
    .transform(cleanText)
    .refine((text) => text.length >= 10, 'recognition.purpose-missing')
    .refine((text) => text.length <= 300, 'input.invalid'),
});
export type HandoverInput = z.output<typeof handoverInput>;
