import { z } from 'zod';

export const entryInput = z.strictObject({
  unit: z.string().trim().max(200).default(''),
  unitCode: z.string().trim().max(40).optional(),
  showName: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
});

export const MOST_PREDICTED = 100_000_000;

/** Empty: nothing is foretold (the time ran out before). */
export const predictionInput = z.strictObject({
  prediction: z
    .string()
    .max(20, 'contest.prediction-invalid')
    .default('')
    .transform((text) => text.replace(/(?<=\d)[.\s](?=\d{3}(?:\D|$))/g, '').trim())
    .refine((text) => /^\d{0,9}$/.test(text) && Number(text) <= MOST_PREDICTED, 'contest.prediction-invalid')
    .transform((text) => (text === '' ? null : Number(text))),
});

export const nameChoice = z.strictObject({ show: z.enum(['yes', 'no']) });
