import { z } from 'zod';
import { COUNTED_MARKS } from '#assessment';
import { revision } from '../classes/form-values.js';

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 };
const MOST_WAIT = 30 * MINUTES.days;

const whole = (least: number, most: number, problem: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most, problem)
    .transform(Number);

/** The form of the rules: how often, how long to wait, what counts. */
export const retakesInput = z
  .strictObject({
    attempts: whole(1, 100, 'enrolment.attempts-invalid'),
    wait: whole(0, MOST_WAIT, 'enrolment.wait-invalid'),
    unit: z.enum(['minutes', 'hours', 'days']),
    counted: z.enum(COUNTED_MARKS, { error: 'enrolment.counted-missing' }),
    revision,
  })
  .transform(({ attempts, wait, unit, counted, revision: of }) => ({
    rules: { attempts, waitMinutes: wait * MINUTES[unit], counted },
    revision: of,
  }))
  .refine(({ rules }) => rules.waitMinutes <= MOST_WAIT, {
    path: ['wait'],
    message: 'enrolment.wait-invalid',
  });
