import { z } from 'zod';
import { componentCode, tag } from '../../bank/question.input.js';

const none = z.literal('').transform(() => undefined);
const orNone = <T extends z.ZodType>(schema: T) => z.union([none, schema]).optional();
const digit = (most: number) => z.coerce.number().int().min(1).max(most);

/** What is done to each of the chosen questions; what is left out stays. */
export const bulkChange = z.strictObject({
  /** `none` takes them out of their folders. */
  folder: orNone(z.union([z.literal('none'), z.uuid()])),
  addTag: orNone(tag),
  removeTag: orNone(tag),
  component: orNone(componentCode),
  level: orNone(digit(8)),
  difficulty: orNone(digit(3)),
  act: orNone(z.enum(['submit', 'approve', 'retire', 'restore'])),
});
export type BulkChange = z.output<typeof bulkChange>;

/** The form below the list: ticked questions, or all that the list was narrowed to. */
export const bulkEditForm = bulkChange.extend({
  question: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(200)])
    .default([])
    .transform((ids) => [...new Set(ids)]),
  all: z.literal('on').optional(),
  /** Query of the list. */
  query: z.string().max(2000).default(''),
});
