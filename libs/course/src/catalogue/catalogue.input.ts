import { z } from 'zod';
import { cleanText } from '#platform/text';
import { AUDIENCES, type Audience } from '../version/course-facts.js';

/** An address typed by hand never fails: what makes no sense is left out. */
export const catalogueQuery = z.object({
  q: z
    .string()
    .transform((text) => cleanText(text).slice(0, 100))
    .catch(''),
  audience: z
    .enum(AUDIENCES)
    .nullable()
    .catch(null)
    .transform((audience): Audience | null => audience),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export type CatalogueQuery = z.output<typeof catalogueQuery>;
