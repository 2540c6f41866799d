import { z } from 'zod';
import { cleanText } from '#platform/text';
import { EVIDENCE, type FrameworkDocument, TARGET_GROUPS } from './framework-document.js';

/** Says which JSON this is, so that a reader of later forms can tell them apart. */
export const FORMAT = 'hocvuso-framework-1';

/** NFC, single spaces, nothing invisible: the same wording is always the same text. */
const text = (longest: number) => z.string().max(longest).transform(cleanText).pipe(z.string().min(1));
const optional = (longest: number) =>
  z
    .string()
    .max(longest)
    .nullable()
    .default(null)
    .transform((value) => (value === null ? null : cleanText(value) || null));

/** «4.1», «I.1/4.1», «1.1.CB1a»: no space, so that lists of codes can be written in one cell. */
export const rowCode = z
  .string()
  .max(40)
  .transform(cleanText)
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, 'competency.file.bad-code'));
const frameworkCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'competency.file.bad-framework-code');
export const versionLabel = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, 'competency.file.bad-version');
export const evidence = z.enum(EVIDENCE, 'competency.file.bad-evidence');

const level = z.strictObject({
  level: z.number().int(),
  code: rowCode,
  proficiency: text(100),
});
const domain = z.strictObject({
  code: rowCode,
  parent: rowCode.nullable().default(null),
  name: text(300),
  description: optional(4000),
  targetGroup: z.enum(TARGET_GROUPS, 'competency.file.bad-group').nullable().default(null),
  evidence,
});
const component = z.strictObject({
  domain: rowCode,
  code: rowCode,
  name: text(300),
  description: optional(4000),
  evidence,
  replaces: z.array(rowCode).max(20).default([]),
});
const indicator = z.strictObject({
  component: rowCode,
  level: z.number().int().nullable().default(null),
  code: rowCode,
  text: text(4000),
  evidence,
});

/** A framework file, whether it was JSON or the sheets of a workbook. */
export const documentInput = z.strictObject({
  format: z.literal(FORMAT, 'competency.file.bad-format').optional(),
  framework: z.strictObject({
    code: frameworkCode,
    version: versionLabel,
    title: text(300),
    document: text(600),
    effectiveDate: z.iso.date('competency.file.bad-date').nullable().default(null),
    appliesTo: optional(2000),
    notes: z.array(text(4000)).max(40).default([]),
    retired: z.array(rowCode).max(500).default([]),
  }),
  levels: z.array(level).max(50).default([]),
  domains: z.array(domain).max(500),
  components: z.array(component).max(2000).default([]),
  indicators: z.array(indicator).max(20_000).default([]),
});

export function documentOf({ format: _, ...document }: z.infer<typeof documentInput>): FrameworkDocument {
  return document;
}
