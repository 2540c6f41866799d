import { DomainError, type MessageParams } from '#platform/errors';

export const renderRefusals = [
  'certificate.missing-field',
  'certificate.invalid-field',
  'certificate.too-long',
  'certificate.unsupported-character',
  'certificate.issuer-not-authorised',
  'certificate.does-not-fit',
] as const;

export type RenderRefusalCode = (typeof renderRefusals)[number];

/**
 * The facts cannot honestly be put on paper. `field` among the params is a path in the model, named for
 * people by the message `certificate.field.<path>`; no param holds a whole value.
 */
export class RenderRefused extends DomainError {
  constructor(
    override readonly code: RenderRefusalCode,
    params: MessageParams = {},
  ) {
    super(code, params, 422);
  }
}
