import { SetMetadata } from '@nestjs/common';
import type { ZodType } from 'zod';
import { type FieldError, InvalidInput } from '#platform/errors';

export const ACCEPTS = 'hocvuso:accepts';

/** The schema of a route's body, for OpenAPI; the handler itself calls {@link parseInput}. */
export const Accepts = (schema: ZodType) => SetMetadata(ACCEPTS, schema);

/**
 * Validates a body, query or parameter object against its one schema. Throws {@link InvalidInput}.
 * A schema's own message that looks like a key (`identity.password-too-short`) is kept; anything else
 * becomes the general key of its kind.
 */
export function parseInput<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map((issue): FieldError => {
      const field = issue.path.join('.');
      if (/^[a-z-]+\.[a-z.-]+$/.test(issue.message)) return { field, code: issue.message };
      const limits = issue as { minimum?: number; maximum?: number };
      const params = { minimum: Number(limits.minimum ?? 0), maximum: Number(limits.maximum ?? 0) };
      return { field, code: `input.${KINDS[issue.code] ?? 'invalid'}`, params };
    }),
  );
}

const KINDS: Record<string, string> = {
  too_small: 'too-small',
  too_big: 'too-big',
  unrecognized_keys: 'unknown-field',
};
