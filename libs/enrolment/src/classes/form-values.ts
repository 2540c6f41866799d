import { z } from 'zod';
import { cleanText } from '#platform/text';
import { TARGET_GROUPS } from './training-class.entity.js';

/** What forms about programmes and classes have in common. */

const line = (most: number) =>
  z
    .string()
    .max(most * 4, 'input.invalid')
    .default('')
    .transform(cleanText)
    .refine((text) => text.length <= most, 'input.invalid');

export const requiredLine = (most: number, problem: string) =>
  line(most).refine((text) => text.length > 0, problem);

/** A short code that people write in letters and plans: `HP-2026-1.1`. */
export const planCode = z
  .string()
  .default('')
  .transform((text) => text.normalize('NFC').trim().toUpperCase())
  .refine((text) => /^[A-Z0-9](?:[A-Z0-9.-]{0,28}[A-Z0-9])$/.test(text), 'enrolment.code-shape');

const REAL_DAY = z.iso.date();
const isDay = (text: string): boolean =>
  REAL_DAY.safeParse(text).success && text >= '2000-01-01' && text <= '2100-12-31';

/** `2026-12-31`, as the browser's own field for days sends it. */
export const requiredDay = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text !== '', 'enrolment.day-missing')
  .refine((text) => text === '' || isDay(text), 'enrolment.day-invalid');

export const optionalDay = z
  .string()
  .default('')
  .transform((text) => text.trim() || null)
  .refine((text) => text === null || isDay(text), 'enrolment.day-invalid');

/** A whole number of people, with or without the dots of thousands. */
export const optionalCount = (most: number) =>
  z
    .string()
    .max(20, 'enrolment.count-invalid')
    .default('')
    .transform((text) => text.replace(/(?<=\d)[.\s](?=\d{3}(?:\D|$))/g, '').trim())
    .refine(
      (text) => text === '' || (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= most),
      'enrolment.count-invalid',
    )
    .transform((text) => (text === '' ? null : Number(text)));

export const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

export const targetGroup = z.enum(TARGET_GROUPS, { error: 'enrolment.group-missing' });

/** None, one or several ticked boxes of one name. */
export const targetGroups = z
  .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string()))
  .refine((given) => given.every((each) => targetGroup.safeParse(each).success), 'enrolment.group-missing')
  .transform((given) => TARGET_GROUPS.filter((group) => given.includes(group)));

/** Of the page it was edited on. */
export const revision = z.coerce.number().int();

/** Lists on pages: words to look for, and the number of the page. */
export const listQuery = {
  q: z.string().max(200).catch('').default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
};
