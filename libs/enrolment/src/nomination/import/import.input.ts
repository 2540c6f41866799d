import { z } from 'zod';
import type { Field } from '../roster/read-roster.js';
import type { ReviewChoices } from './roster-import.repository.js';

/** Fields a column can be read as, in the order in which the wizard offers them. */
export const FIELDS = [
  'fullName',
  'familyName',
  'middleName',
  'givenName',
  'birthDate',
  'birthDay',
  'birthMonth',
  'birthYear',
  'gender',
  'male',
  'female',
  'citizenId',
  'phone',
  'email',
  'phoneEmail',
  'jobTitle',
  'jobUnit',
  'unit',
  'unitCommune',
  'unitPart',
  'address',
  'note',
  'index',
] as const satisfies Field[];

const whole = z.coerce.number().int().min(0).max(100_000);

/** «Ghép cột»: `column-3=phone` reads the fourth column as the phone; empty leaves it unread. */
export const mappingForm = z
  .looseObject({
    sheet: z.string().max(200).optional(),
    headerRow: whole.optional(),
    province: z
      .string()
      .regex(/^\d{2}$/)
      .or(z.literal(''))
      .optional(),
  })
  .transform((form) => {
    const columns: Record<number, Field | null> = {};
    for (const [key, value] of Object.entries(form)) {
      const column = /^column-(\d{1,3})$/.exec(key)?.[1];
      if (column === undefined) continue;
      columns[Number(column)] = FIELDS.find((field) => field === value) ?? null;
    }
    const choices: ReviewChoices = { columns };
    if (form.sheet) choices.sheet = form.sheet;
    if (form.headerRow) choices.headerRow = form.headerRow;
    return { province: form.province || null, choices };
  });

/** Correction of one row in place: a text typed over a cell, or the whole row left out. */
export const rowForm = z.object({
  column: z.coerce.number().int().min(0).max(500).optional(),
  value: z.string().max(500).optional(),
  skip: z.string().optional(),
});

export const changeForm = z.object({
  row: z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().map(Number)),
  decision: z.enum(['confirm', 'decline']),
});
