import type { MessageParams } from '#platform/errors';
import type { Translate } from '#platform/i18n';

/** A stored refusal in words: a field is named by its path in the model, and by its own message for people. */
export function refusalWords(code: string, params: MessageParams, t: Translate): string {
  const { field } = params;
  const named = typeof field === 'string' ? { ...params, field: t(`certificate.field.${field}`) } : params;
  return t(`errors.${code}`, named);
}
