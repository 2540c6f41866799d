import { z } from 'zod';
import { cleanText } from '#platform/text';
import { InvalidNumberPattern, NumberPattern } from '../register/number-pattern.js';
import type { OldChoices } from './old-import.js';
import { FIELDS, type Field } from './read/fields.js';

/** The fields beside the file, which arrive as multipart. */
export const newImportInput = z.object({
  issuer: z.uuid('old-register.issuer-missing'),
  year: z.coerce
    .number('old-register.year-invalid')
    .int('old-register.year-invalid')
    .min(2000, 'old-register.year-invalid')
    .max(2099, 'old-register.year-invalid'),
});

const pattern = z
  .string()
  .max(200)
  .default('')
  .transform((text, context) => {
    const cleaned = cleanText(text);
    if (cleaned === '') return undefined;
    try {
      return new NumberPattern(cleaned).pattern;
    } catch (error) {
      if (!(error instanceof InvalidNumberPattern)) throw error;
      context.addIssue({ code: 'custom', message: `certificate.pattern.${error.problem}` });
      return z.NEVER;
    }
  });

/** `column-3=fullName` reads the fourth column as the name; empty leaves it unread. */
export const mappingInput = z
  .looseObject({
    sheet: z.string().max(200).optional(),
    headerRow: z.union([z.literal(''), z.coerce.number().int().min(1).max(100_000)]).optional(),
    serialPattern: pattern,
    entryPattern: pattern,
    course: z
      .string()
      .max(1200)
      .default('')
      .transform(cleanText)
      .refine((text) => text.length <= 300, 'input.invalid'),
    doubles: z.enum(['refuse', 'keep']).default('refuse'),
    courses: z.enum(['keep', 'refuse']).default('keep'),
  })
  .transform(({ sheet, headerRow, serialPattern, entryPattern, course, doubles, courses, ...others }) => {
    const columns: Record<number, Field | null> = {};
    for (const [key, value] of Object.entries(others)) {
      const column = /^column-(\d{1,3})$/.exec(key)?.[1];
      if (column !== undefined) columns[Number(column)] = FIELDS.find((field) => field === value) ?? null;
    }
    const choices: OldChoices = {
      keepsDoubles: doubles === 'keep',
      refusesCourses: courses === 'refuse',
      ...(Object.keys(columns).length > 0 ? { columns } : {}),
      ...(sheet ? { sheet } : {}),
      ...(headerRow ? { headerRow } : {}),
      ...(serialPattern ? { serialPattern } : {}),
      ...(entryPattern ? { entryPattern } : {}),
      ...(course ? { course } : {}),
    };
    return choices;
  });
