import { z } from 'zod';
import { cleanText } from '#platform/text';
import { InvalidNumberPattern, NumberPattern } from '../register/number-pattern.js';
import { isPrintable } from '../render/text/printable-text.js';

const printable = (text: string) => [...text].every(isPrintable);

const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length <= most, 'input.invalid')
    .refine(printable, 'certificate.unprintable');

const required = (most: number) => line(most).refine((text) => text.length > 0, 'certificate.text-missing');
const optional = (most: number) => line(most).transform((text) => text || null);

const pattern = z
  .string()
  .max(200)
  .default('')
  .transform((text, context) => {
    const cleaned = cleanText(text);
    try {
      return new NumberPattern(cleaned).pattern;
    } catch (error) {
      if (!(error instanceof InvalidNumberPattern)) throw error;
      context.addIssue({ code: 'custom', message: `certificate.pattern.${error.problem}` });
      return z.NEVER;
    }
  });

const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

const details = {
  superiorName: optional(200),
  name: required(200),
  certifier: optional(200),
  place: required(100),
  signatoryTitle: z
    .string()
    .max(800)
    .default('')
    .transform((text) => text.split(/\r?\n/).map(cleanText).filter(Boolean).join('\n'))
    .refine((text) => text.length > 0, 'certificate.text-missing')
    .refine((text) => text.split('\n').length <= 3 && text.length <= 300, 'input.invalid')
    .refine((text) => printable(text.replaceAll('\n', ' ')), 'certificate.unprintable'),
  signatoryName: required(100),
  serialPattern: pattern,
  entryPattern: pattern,
  authorised: checkbox,
  legalBasis: optional(300),
  printsScore: checkbox,
  offlineCode: checkbox,
};

export const issuerInput = z.strictObject({
  ...details,
  /** Of the page it was edited on. */
  revision: z.coerce.number().int(),
});

export const newIssuerInput = z.strictObject({
  ...details,
  code: z
    .string()
    .default('')
    .transform((text) => text.trim().toUpperCase())
    .refine((text) => /^[A-Z0-9][A-Z0-9-]{1,29}$/.test(text), 'certificate.issuer-code'),
  unit: z.string().trim().min(1, 'certificate.unit-missing').max(40),
});
