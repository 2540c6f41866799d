import type { Locale } from '#platform/i18n';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import type { WrittenItem } from '../exchange/write-questions.js';
import { questionTypeCodes } from '../question-types/index.js';
import type { ExportQuery } from './import.input.js';
import { formatOptions } from './import.view.js';
import { saidWords, typeWords } from './said-words.js';

const MOST_SHOWN = 200;

/** `items` null: no format is chosen yet. */
export function exportView(
  bank: QuestionBank,
  query: ExportQuery,
  tags: { tag: string; questions: number }[],
  items: WrittenItem[] | null,
  locale: Locale,
) {
  const lacking = (items ?? []).filter(({ reason }) => reason !== null);
  return {
    bank: { id: bank.id, title: bank.title },
    query,
    formats: formatOptions(query.format),
    tags: tags.map(({ tag }) => ({ value: tag, label: tag, selected: tag === query.tag })),
    types: questionTypeCodes.map((value) => ({
      value,
      label: typeWords(value, locale),
      selected: value === query.type,
    })),
    foreseen: items && {
      total: items.length,
      held: items.length - lacking.length,
      lacking: lacking.length,
      more: Math.max(0, lacking.length - MOST_SHOWN),
      items: lacking.slice(0, MOST_SHOWN).map(({ externalId, type, reason }) => ({
        code: externalId,
        typeText: typeWords(type, locale),
        reason: saidWords(reason!, locale),
      })),
    },
  };
}
