import { z } from 'zod';
import { revision } from '../classes/form-values.js';

export const MOST_SPREAD_SECONDS = 60;
/** Unless somebody says otherwise. */
export const USUAL_SPREAD_SECONDS = 20;

/** `2026-11-30T17:00`, in Viet Nam. */
const moment = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text), 'enrolment.start-time')
  .transform((text) => (text === '' ? null : new Date(`${text}:00+07:00`)))
  .refine((at) => at === null || !Number.isNaN(at.getTime()), 'enrolment.start-time');

const seconds = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => /^\d{1,2}$/.test(text) && Number(text) <= MOST_SPREAD_SECONDS, 'enrolment.start-spread')
  .transform(Number);

/** The form of a common start; without a time there is none. */
export const startInput = z
  .strictObject({ at: moment, spread: seconds, revision })
  .transform(({ at, spread, revision: of }) => ({ start: { at, spreadSeconds: spread }, revision: of }));
