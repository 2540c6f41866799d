import { DomainError, type MessageParams } from '#platform/errors';

export const templateProblems = [
  'certificate.template.syntax',
  'certificate.template.not-allowed',
  'certificate.template.unknown-field',
  'certificate.template.unknown-helper',
  'certificate.template.not-a-date',
  'certificate.template.too-deep',
  'certificate.template.unprintable',
  'certificate.template.title-fixed',
  'certificate.template.lacks',
  'certificate.template.too-heavy',
  'certificate.template.picture-missing',
] as const;

/** What is wrong with a template, and where: `element` is its id, `line` and `column` count from one. */
export class TemplateProblem extends DomainError {
  constructor(
    override readonly code: (typeof templateProblems)[number],
    params: MessageParams = {},
  ) {
    super(code, params, 422);
  }
}
