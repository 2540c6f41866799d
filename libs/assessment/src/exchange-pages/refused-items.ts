import type { Locale } from '#platform/i18n';
import { tablesFile } from '#platform/spreadsheet';
import type { ImportItem } from './question-import.repository.js';
import { saidWords, typeWords, wordsFor } from './said-words.js';

const COLUMNS = { line: 10, name: 60, type: 24, reason: 80 };

/** The items that cannot be brought in, with their reasons, to be put right in the file. */
export function refusedItemsFile(items: ImportItem[], locale: Locale): Promise<Buffer> {
  return tablesFile([
    {
      name: wordsFor('assessment.import.effect.refused', locale),
      columns: Object.entries(COLUMNS).map(([name, width]) => ({
        label: wordsFor(`assessment.import.column.${name}`, locale),
        width,
      })),
      rows: items.map(({ line, name, type, reason }) => [
        line,
        name,
        typeWords(type, locale),
        reason ? saidWords(reason, locale) : '',
      ]),
    },
  ]);
}
