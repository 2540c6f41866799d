import { z } from 'zod';
import { cleanText } from '#platform/text';
import { parseCode } from '../code/verification-code.js';
import { parseBirth } from './birth-input.js';

const typed = (most: number, missing: string) =>
  z
    .string()
    .max(most * 4)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length > 0, missing)
    .refine((text) => text.length <= most, 'input.invalid');

export const codeInput = z.strictObject({
  code: z
    .string()
    .max(400)
    .transform((text, context) => {
      const parsed = parseCode(text);
      if (parsed.ok) return parsed.code;
      const problem = text.trim() === '' ? 'missing' : parsed.problem;
      context.addIssue({ code: 'custom', message: `certificate.code.${problem}` });
      return z.NEVER;
    }),
});

export const printedFactsInput = z.strictObject({
  number: typed(100, 'certificate.number-missing'),
  fullName: typed(200, 'certificate.name-missing'),
  birthDate: z
    .string()
    .max(100)
    .default('')
    .transform((text, context) => {
      const birth = parseBirth(text);
      if (birth !== undefined) return birth;
      context.addIssue({ code: 'custom', message: 'certificate.birth-invalid' });
      return z.NEVER;
    }),
});
