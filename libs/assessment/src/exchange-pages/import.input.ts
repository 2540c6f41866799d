import { z } from 'zod';
import { formatNames } from '../exchange/formats.js';

/** '' lets the file itself tell. */
export const formatChoice = z.enum(['', ...formatNames]).catch('');

export const formatForm = z.strictObject({ format: z.enum(formatNames, 'assessment.import-format') });

const word = z.string().max(100).catch('');

/** What is to leave, and as what; anything odd in an address is taken as not asked. */
export const exportQuery = z.object({
  format: z.enum(formatNames).nullable().catch(null),
  tag: word,
  type: word,
});
export type ExportQuery = z.output<typeof exportQuery>;

export const exportForm = z.strictObject({
  format: z.enum(formatNames, 'assessment.import-format'),
  tag: z.string().max(100).default(''),
  type: z.string().max(100).default(''),
});
