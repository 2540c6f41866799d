import { z } from 'zod';
import { ORDERS } from '../people/people.repository.js';
import { STATES } from '../people/states.js';

/** An empty field of a form means “no filter”. */
const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const day = z.preprocess(blank, z.iso.date('reporting.not-a-day').optional());

/** What a report's address may ask for. Unknown words are ignored: addresses are passed around and grow old. */
export const reportQuery = z.object({
  unit: z.preprocess(blank, z.string().max(60).optional()),
  /** Only the unit's own people, without those below it. */
  own: z.preprocess(blank, z.literal('1').optional()),
  group: z.preprocess(blank, z.enum(['official', 'citizen', 'student', 'worker']).optional()),
  from: day,
  to: day,
});

export const peopleQuery = reportQuery.extend({
  state: z.enum(STATES).default('enrolled'),
  order: z.enum(ORDERS).default('name'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

export type ReportQuery = z.infer<typeof reportQuery>;
export type PeopleQuery = z.infer<typeof peopleQuery>;
