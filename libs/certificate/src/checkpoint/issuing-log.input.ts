import { z } from 'zod';

export const consistencyInput = z.object({ from: z.iso.date(), to: z.iso.date() });

/** Entries from `start` (from 0) up to and without `end`, at most 10,000. */
export const entriesInput = z
  .object({ start: z.coerce.number().int().min(0), end: z.coerce.number().int().min(1) })
  .refine(({ start, end }) => end > start && end - start <= 10_000, {
    path: ['end'],
    message: 'input.invalid',
  });
