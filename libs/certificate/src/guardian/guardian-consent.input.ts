import { z } from 'zod';
import { cleanText } from '#platform/text';
import { PURPOSES, type Purpose, RELATIONS } from './guardian-consents.repository.js';

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

const consent = {
  guardianName: z
    .string()
    .max(800)
    .default('')
    .transform(cleanText)
    .refine((text) => text.length > 0, 'certificate.guardian.name-missing')
    .refine((text) => text.length <= 200, 'input.invalid'),
  relation: z.enum(RELATIONS, 'certificate.guardian.relation-missing'),
  issue: ticked,
  share: ticked,
};

interface Ticked {
  guardianName: string;
  relation: (typeof RELATIONS)[number];
  issue: boolean;
  share: boolean;
}

/** Never ticked for them: none at all is no consent. */
const purposesOf = <T extends Ticked>({ issue, share, ...rest }: T, context: z.RefinementCtx) => {
  const purposes: Purpose[] = PURPOSES.filter((purpose) => ({ issue, share })[purpose]);
  if (purposes.length === 0)
    context.addIssue({ code: 'custom', path: ['purposes'], message: 'certificate.guardian.none-ticked' });
  return { ...rest, purposes };
};

export const paperConsentInput = z.strictObject(consent).transform(purposesOf);

const secret = z.string().min(1).max(200);
export const linkConsentInput = z.strictObject({ ...consent, secret }).transform(purposesOf);
export const linkWithdrawalInput = z.strictObject({ secret, purpose: z.enum(PURPOSES) });
export const withdrawalInput = z.strictObject({ purpose: z.enum(PURPOSES) });
export const codeInput = z.strictObject({
  code: z.string().trim().min(1, 'certificate.guardian.code-missing').max(200),
});
export const slipsInput = z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
