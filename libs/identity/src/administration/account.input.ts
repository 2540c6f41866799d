import { z } from 'zod';
import { ROLES } from '#platform/http';
import { cleanText } from '#platform/text';
import { normaliseEmail, normalisePhone, normaliseUsername } from '../account/identifier.js';

export const optional = (parse: (text: string) => string | null, problem: string) =>
  z
    .string()
    .max(254)
    .optional()
    .transform((text, context) => {
      if (!text?.trim()) return null;
      const parsed = parse(text);
      if (parsed === null) context.addIssue({ code: 'custom', message: problem });
      return parsed;
    });

export const roleInput = z.enum(ROLES, { error: 'identity.role-missing' });

/** A unit as an administrator names it: its code, or words of its name; `unitCode` is a choice among several. */
export const unitChoice = {
  unit: z.string().trim().max(200).default(''),
  unitCode: z.string().trim().max(40).optional(),
};

export const newAccountInput = z.strictObject({
  fullName: z
    .string()
    .max(200)
    .transform(cleanText)
    .refine((name) => name.length >= 2, 'identity.name-missing'),
  phone: optional(normalisePhone, 'identity.phone-invalid'),
  email: optional(normaliseEmail, 'identity.email-invalid'),
  username: optional(normaliseUsername, 'identity.username-invalid'),
  jobTitle: z
    .string()
    .max(200)
    .optional()
    .transform((text) => cleanText(text ?? '') || null),
  role: roleInput,
  ...unitChoice,
});

export const grantInput = z.strictObject({ role: roleInput, ...unitChoice });

export const accountQuery = z.object({
  q: z.string().max(200).catch('').default(''),
  role: z.enum(ROLES).optional().catch(undefined),
  status: z.enum(['pending', 'active', 'disabled']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
