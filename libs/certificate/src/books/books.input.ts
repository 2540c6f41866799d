import { z } from 'zod';
import { cleanText } from '#platform/text';

/** An address typed by hand never fails: what makes no sense is left out. */
export const entriesQuery = z.object({
  q: z
    .string()
    .transform((text) => cleanText(text).slice(0, 100))
    .catch(''),
  status: z.enum(['valid', 'revoked', 'replaced']).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export const bookQuery = z.object({ part: z.coerce.number().int().min(1).max(100_000).catch(1) });
