import { z } from 'zod';

export const signInInput = z.strictObject({
  identifier: z.string().trim().min(1, 'identity.identifier-missing').max(254),
  // No lower limit here: how long a password must be is nobody's business at the door.
  password: z.string().min(1, 'identity.password-missing').max(1024),
  next: z.string().max(2000).optional(),
});
