/** Values shown inside a translated message. */
export type MessageParams = Record<string, string | number>;

/** A refusal: the request was understood, and the rules say no. Translated from `errors.<code>` in one place. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly params: MessageParams = {},
    readonly status: number = 409,
  ) {
    super(code);
  }
}

/** It is not there, or not for this person: the answer is the same. */
export class NotFound extends DomainError {
  constructor(code = 'not-found') {
    super(code, {}, 404);
  }
}

export class Forbidden extends DomainError {
  constructor(code = 'forbidden') {
    super(code, {}, 403);
  }
}

export class TooManyRequests extends DomainError {
  constructor(
    code: string,
    readonly retryAfterSeconds: number,
  ) {
    super(code, { minutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) }, 429);
  }
}

/** One wrong field: `field` is its path in the form, `code` the key of its message. */
export interface FieldError {
  field: string;
  code: string;
  params?: MessageParams;
}

/** Bad input: 422 with an error summary linked to the fields. */
export class InvalidInput extends Error {
  constructor(readonly errors: FieldError[]) {
    super(`Invalid input: ${errors.map((error) => error.field).join(', ')}`);
  }
}
