import type { FastifyRequest } from 'fastify';
import { DomainError, InvalidInput } from '#platform/errors';
import { type FormErrors, page } from '#platform/http';

interface Refused {
  request: FastifyRequest;
  body: object;
  error: unknown;
  /** What the page needs besides what was typed. */
  model: object;
  /** What the form shows and does not send. */
  kept?: object;
}

/**
 * A form that was refused, as it was filled in: wrong fields (422), or saved by somebody else since it was opened
 * (409, told at the field `code`). Whatever else went wrong is thrown on.
 */
export function shownAgain(
  view: string,
  { request, body, error, model, kept = {} }: Refused,
  formErrors: FormErrors,
) {
  const stale = error instanceof DomainError && error.code === 'enrolment.changed-meanwhile';
  if (!(error instanceof InvalidInput) && !stale) throw error;
  const found = error instanceof InvalidInput ? error.errors : [{ field: 'code', code: error.code }];
  return page(
    view,
    { ...model, values: { ...body, ...kept }, errors: formErrors.of(request, found) },
    stale ? 409 : 422,
  );
}
