import { z } from 'zod';
import { cleanText } from '#platform/text';
import { DECIDING_KINDS } from './rule.policy.js';

const words = (most: number) =>
  z
    .string()
    .max(most * 4, 'input.invalid')
    .default('')
    .transform(cleanText)
    .refine((text) => text.length <= most, 'input.invalid');

const needed = (most: number) => words(most).refine((text) => text.length > 0, 'recognition.words-missing');

/** Empty: not said yet. */
const whole = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine(
      (text) => text === '' || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most),
      'recognition.number-range',
    )
    .transform((text) => (text === '' ? null : Number(text)));

const day = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || (/^20\d\d-\d\d-\d\d$/.test(text) && isDay(text)), 'recognition.day-shape')
  .transform((text) => (text === '' ? null : text));

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** A draft as it is typed; anything may be left for later. */
export const ruleInput = z
  .strictObject({
    title: words(200),
    legalBasis: words(500),
    questions: whole(500),
    thresholdPercent: whole(100),
    attempts: whole(100),
    decidedBy: z
      .union([z.string(), z.array(z.string())])
      .default([])
      .transform((given) => [given].flat())
      .pipe(z.array(z.enum(DECIDING_KINDS)).max(DECIDING_KINDS.length)),
    validity: z.enum(['', 'months', 'unlimited']).default(''),
    validityMonths: whole(600),
    effectiveFrom: day,
  })
  .transform(({ validity, validityMonths, ...rest }, context) => {
    if (validity === 'months' && validityMonths === null)
      context.addIssue({ code: 'custom', path: ['validityMonths'], message: 'recognition.number-range' });
    return {
      ...rest,
      unlimited: validity === 'unlimited',
      validityMonths: validity === 'months' ? validityMonths : null,
    };
  });
export type RuleInput = z.output<typeof ruleInput>;

const level = z.coerce.number('recognition.choose').int().min(1).max(8);
const uuid = z.uuid({ error: 'recognition.choose' });

/** One more requirement; `component` is «framework/code». */
export const requirementInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('examination'), lessonKey: uuid }),
  z.strictObject({ kind: z.literal('course'), courseId: uuid }),
  z.strictObject({
    kind: z.literal('skill'),
    component: z.string().regex(/^[a-z0-9-]+\/.+$/, 'recognition.choose'),
    level,
  }),
]);
export type RequirementInput = z.output<typeof requirementInput>;

export const exemptionInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('certificate'), courseId: uuid }),
  z.strictObject({ kind: z.literal('course'), courseId: uuid }),
  z.strictObject({
    kind: z.literal('age'),
    from: z
      .string()
      .refine(
        (text) => /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 120,
        'recognition.number-range',
      )
      .transform(Number),
  }),
  z.strictObject({ kind: z.literal('stated'), text: needed(300) }),
]);
export type ExemptionInput = z.output<typeof exemptionInput>;
