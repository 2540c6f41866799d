import type { MessageParams } from '#platform/errors';
import type { Translate } from '#platform/i18n';
import { refusalWords } from '../certificate/refusal-words.js';

/** What stands in the way of a design, in words, with the element it is about. */
export function problemWords(
  { code, params }: { code: string; params: MessageParams },
  t: Translate,
): string {
  const what =
    typeof params['what'] === 'string'
      ? { ...params, what: t(`certificate.merge.${params['what']}`) }
      : params;
  const words = refusalWords(code, what, t);
  const { element } = params;
  return element === undefined || code.startsWith('certificate.template.')
    ? words
    : t('certificate.template.at-element', { element, words });
}
