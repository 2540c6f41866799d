import { z } from 'zod';
import { reportQuery } from '../scope/report-query.input.js';

export const EXAM_STATES = ['all', 'sat', 'passed', 'failed', 'not-sat'] as const;
/** The lists of people of an examination; `failed`: sat and not passed. */
export type ExamState = (typeof EXAM_STATES)[number];

export const EXAM_ORDERS = ['name', 'unit', 'score', 'attempts', 'time', 'when'] as const;
export type ExamOrder = (typeof EXAM_ORDERS)[number];

export const UNIT_SORTS = ['name', 'enrolled', 'sat', 'passed', 'rate', 'average', 'missing'] as const;
export type UnitSort = (typeof UNIT_SORTS)[number];

/** What the addresses of results may ask for, as those of reports. */
export const examQuery = reportQuery.omit({ from: true, to: true }).extend({
  sort: z.enum(UNIT_SORTS).default('rate'),
  order: z.enum(['asc', 'desc']).default('asc'),
  all: z.literal('1').optional(),
});

export const examPeopleQuery = reportQuery.omit({ from: true, to: true }).extend({
  state: z.enum(EXAM_STATES).default('sat'),
  order: z.enum(EXAM_ORDERS).default('name'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

export type ExamQuery = z.infer<typeof examQuery>;
export type ExamPeopleQuery = z.infer<typeof examPeopleQuery>;
/** What narrows both. */
export type ExamFilter = Pick<ExamQuery, 'unit' | 'own' | 'group'>;
