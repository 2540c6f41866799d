import { z } from 'zod';

/** Where mail goes out; without SMTP_URL none is sent. */
export const mailVariables = z.object({
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().optional(),
  MAIL_PER_MINUTE: z.coerce.number().int().min(1).max(6000).default(120),
});

export interface MailConfig {
  /** `smtp(s)://USER:PASSWORD@HOST:PORT`. */
  url: string;
  /** Address that messages come from. */
  from: string;
  /** Messages at most in a minute. */
  perMinute: number;
}

/** Null when mail is not set up. `refuse` is called with what is wrong, for the operator. */
export function mailConfig(
  { SMTP_URL: url, MAIL_FROM: from, MAIL_PER_MINUTE: perMinute }: z.infer<typeof mailVariables>,
  refuse: (problem: string) => never,
): MailConfig | null {
  if (!url) return null;
  if (!from) return refuse('SMTP_URL needs MAIL_FROM, the address that messages come from.');
  return { url, from, perMinute };
}
