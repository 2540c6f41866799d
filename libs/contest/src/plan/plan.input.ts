import { z } from 'zod';
import { parseInput } from '#platform/http';
import { cleanText } from '#platform/text';
import { TIE_BREAKS } from '../ranking/ranking.policy.js';

export const PREDICTIONS = ['entrants', 'all-right'] as const;
export type PredictionKind = (typeof PREDICTIONS)[number];

const line = (most: number, problem: string) =>
  z
    .string()
    .max(most * 4, 'input.invalid')
    .default('')
    .transform(cleanText)
    .refine((text) => text.length > 0, problem)
    .refine((text) => text.length <= most, 'input.invalid');

const whole = (least: number, most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine(
      (text) => /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most,
      'contest.number-range',
    )
    .transform(Number);

/** `2026-11-22T08:00`, as the browser's own field sends it: a moment in Việt Nam, which keeps one time all year. */
const moment = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => /^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text), 'contest.moment-missing')
  .transform((text) => new Date(`${text.slice(0, 16)}:00+07:00`))
  .refine((date) => !Number.isNaN(date.getTime()), 'contest.moment-missing');

const questions = {
  /** The questions of the bank that carry it are drawn from. */
  tag: line(40, 'contest.tag-missing'),
  count: whole(1, 50),
};

/** A new contest with its weekly rounds; each of them can be changed until its questions are fixed. */
export const newContestInput = z.strictObject({
  title: line(200, 'contest.title-missing'),
  slug: z
    .string()
    .default('')
    .transform((text) => text.trim().toLowerCase())
    .refine((text) => text.length <= 80 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text), 'contest.slug-shape'),
  summary: line(500, 'contest.summary-missing'),
  conditions: z
    .string()
    .max(8000, 'input.invalid')
    .default('')
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim() || null),
  unit: z.string().trim().max(200).default(''),
  unitCode: z.string().trim().max(40).optional(),
  bank: z.uuid({ error: 'contest.bank-missing' }),
  ...questions,
  minutes: whole(1, 120),
  prediction: z.enum(PREDICTIONS, { error: 'contest.choose' }),
  tieBreak: z.enum(TIE_BREAKS, { error: 'contest.choose' }),
  opensAt: moment,
  rounds: whole(1, 52),
  /** Days that each round is open. */
  days: whole(1, 7),
  /** Hours from closing to the stated hour. */
  standingsAfter: whole(1, 168),
});

export const roundInput = z
  .strictObject({
    title: line(200, 'contest.title-missing'),
    opensAt: moment,
    closesAt: moment,
    standingsAt: moment,
    ...questions,
  })
  .superRefine(({ opensAt, closesAt }, context) => {
    if (closesAt <= opensAt)
      context.addIssue({ code: 'custom', path: ['closesAt'], message: 'contest.moments-order' });
  });

export const reasonInput = z.strictObject({ reason: line(500, 'contest.reason-missing') });

export type NewContest = z.output<typeof newContestInput>;
export const parseNewContest = (input: z.input<typeof newContestInput>): NewContest =>
  parseInput(newContestInput, input);
export type RoundInput = z.output<typeof roundInput>;
