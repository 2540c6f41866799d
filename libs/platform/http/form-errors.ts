import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, type FieldError, InvalidInput } from '#platform/errors';
import { Catalogue } from '#platform/i18n';
import { localeOf } from './page-renderer.js';

/** Errors as a form shows them again: a message per field, and the same as links for the summary. */
export interface ShownErrors {
  field: Record<string, string>;
  items: { href: string; label: string }[];
}

@Injectable()
export class FormErrors {
  constructor(private readonly catalogue: Catalogue) {}

  /** In the language of the request. The first message of a field counts; its id must equal its name. */
  of(request: FastifyRequest, errors: readonly FieldError[]): ShownErrors {
    const t = this.catalogue.for(localeOf(request));
    const field: Record<string, string> = {};
    for (const error of errors) field[error.field] ??= t(`errors.${error.code}`, error.params);
    return { field, items: Object.entries(field).map(([name, label]) => ({ href: `#${name}`, label })) };
  }

  /**
   * What a form that was refused says. `fieldOf` names the field of other refusals by their codes; whatever else
   * went wrong is thrown on.
   */
  refusal(request: FastifyRequest, error: unknown, fieldOf: Record<string, string> = {}): ShownErrors {
    if (error instanceof InvalidInput) return this.of(request, error.errors);
    const field = error instanceof DomainError ? fieldOf[error.code] : undefined;
    if (!field) throw error;
    const { code, params } = error as DomainError;
    return this.of(request, [{ field, code, params }]);
  }
}
