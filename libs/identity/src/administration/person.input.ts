import { z } from 'zod';
import { cleanText } from '#platform/text';
import { normaliseEmail, normalisePhone } from '../account/identifier.js';
import { normaliseCitizenId } from '../person/citizen-id.js';
import { optional, unitChoice } from './account.input.js';

/** `30/04/1985` or `1985-04-30` as `1985-04-30`; null when there is no such day. */
export function parseBirthDate(text: string): string | null {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = parts ? `${parts[3]}-${pad(parts[2])}-${pad(parts[1])}` : text.trim();
  const year = Number(iso.slice(0, 4));
  return z.iso.date().safeParse(iso).success && year >= 1900 && year <= 2100 ? iso : null;
}

const pad = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');

export const personInput = z.strictObject({
  fullName: z
    .string()
    .max(200)
    .transform(cleanText)
    .refine((name) => name.length >= 2, 'identity.name-missing'),
  birthDate: optional(parseBirthDate, 'identity.birth-date-invalid'),
  gender: z.enum(['male', 'female', '']).transform((value) => value || null),
  phone: optional(normalisePhone, 'identity.phone-invalid'),
  email: optional(normaliseEmail, 'identity.email-invalid'),
  jobTitle: z
    .string()
    .max(200)
    .transform((text) => cleanText(text) || null),
  targetGroup: z.enum(['official', 'citizen', 'student', 'worker']),
  // Never shown again, so an empty field means: as it is.
  citizenId: optional(normaliseCitizenId, 'identity.citizen-id-invalid'),
  ...unitChoice,
});
