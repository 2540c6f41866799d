import { z } from 'zod';
import {
  listQuery,
  optionalCount,
  optionalDay,
  planCode,
  requiredLine,
  revision,
  targetGroups,
} from '../classes/form-values.js';

const details = {
  code: planCode,
  title: requiredLine(300, 'enrolment.title-missing'),
  year: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => /^20[0-9]{2}$/.test(text), 'enrolment.year-invalid')
    .transform(Number),
  goal: z
    .string()
    .max(8000, 'input.invalid')
    .default('')
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim() || null)
    .refine((text) => (text?.length ?? 0) <= 2000, 'input.invalid'),
  startsOn: optionalDay,
  endsOn: optionalDay,
  targetPeople: optionalCount(100_000_000),
  targetGroups,
};

/** Both days or neither, and in order. */
const inOrder = <T extends { startsOn: string | null; endsOn: string | null }>(
  { startsOn, endsOn }: T,
  context: z.RefinementCtx,
) => {
  const wrong = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (startsOn && !endsOn) wrong('endsOn', 'enrolment.day-missing');
  if (endsOn && !startsOn) wrong('startsOn', 'enrolment.day-missing');
  if (startsOn && endsOn && endsOn < startsOn) wrong('endsOn', 'enrolment.days-order');
};

export const programmeInput = z.strictObject({ ...details, revision }).superRefine(inOrder);

export const newProgrammeInput = z
  .strictObject({
    ...details,
    unit: z.string().trim().max(200).default(''),
    unitCode: z.string().trim().max(40).optional(),
  })
  .superRefine(inOrder);

export const programmeQuery = z.object({
  ...listQuery,
  state: z.enum(['open', 'closed']).optional().catch(undefined),
});
