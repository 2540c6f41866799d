import { z } from 'zod';
import { cleanText } from '#platform/text';
import {
  ELEMENT_TYPES,
  LONGEST_TEXT,
  type TemplateElement,
} from '../../render/template/template-document.js';
import { READY_TEMPLATES } from '../ready-templates.js';
import { FIELDS } from './element-fields.js';

const name = z
  .string()
  .max(400)
  .default('')
  .transform(cleanText)
  .refine((text) => text.length > 0, 'certificate.text-missing')
  .refine((text) => text.length <= 100, 'input.invalid');

export const newTemplateInput = z.strictObject({
  name,
  unit: z.string().trim().min(1, 'certificate.unit-missing').max(40),
  ready: z.enum(READY_TEMPLATES, 'certificate.template.no-ready'),
});

const checkbox = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

export const pageInput = z.strictObject({
  name,
  paper: z.enum(['A4', 'A5']),
  orientation: z.enum(['landscape', 'portrait']),
  bilingual: checkbox,
});

export const addInput = z.strictObject({ type: z.enum(ELEMENT_TYPES) });

const MOVES = ['save', 'below', 'above', 'delete'] as const;

const settings = Object.fromEntries(
  Object.values(FIELDS).flatMap((fields) =>
    Object.keys(fields).map((field) => [
      field,
      z
        .string()
        .max(LONGEST_TEXT * 2)
        .optional(),
    ]),
  ),
);

/** Settings of one element as a form sends them, and what to do with it. */
export const elementInput = z.strictObject({ ...settings, action: z.enum(MOVES).default('save') });
export type ElementAction = (typeof MOVES)[number];

/** What the form says laid over the element: numbers also with a comma, a box that is not ticked is false. */
export function settingsOf(element: TemplateElement, typed: Record<string, unknown>): object {
  const read = Object.entries(FIELDS[element.type]).map(([field, { kind }]) => {
    const value = typed[field];
    if (kind === 'check') return [field, value !== undefined];
    if (typeof value !== 'string') return [field, (element as Record<string, unknown>)[field]];
    if (kind === 'number')
      return [field, value.trim() === '' ? null : Number(value.trim().replace(',', '.'))];
    return [field, kind === 'words' ? value.replace(/\r\n?/g, '\n').normalize('NFC') : value];
  });
  return { ...element, ...Object.fromEntries(read) };
}
