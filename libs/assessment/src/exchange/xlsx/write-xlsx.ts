import { tablesFile } from '#platform/spreadsheet';
import { GAP_TYPES } from '../gap-notation.js';
import type { OutgoingQuestion } from '../item.js';
import { mustComeBack } from '../kept.js';
import { tagsFor } from '../settings-tags.js';
import { answerLines, bodyOfLines } from './answer-lines.js';
import { COLUMNS, headingOf } from './xlsx-columns.js';

/** A row of the template, in the order of its columns. */
export function questionRow(question: OutgoingQuestion): string[] {
  const { externalId, type, stem, body, explanation } = question;
  const lines = answerLines(type, body);
  if (CHECKED.has(type)) mustComeBack(question, () => bodyOfLines(type, lines));
  return [externalId, type, stem, lines.join('\n'), explanation ?? '', tagsFor(question).join('\n')];
}

/** Types whose words could be taken for signs. */
const CHECKED = new Set([...GAP_TYPES, 'short-answer', 'numeric', 'likert']);

export const questionSheet = (rows: string[][]): Promise<Buffer> =>
  tablesFile([
    {
      name: headingOf('stem'),
      columns: COLUMNS.map(({ key, width }) => ({ label: headingOf(key), width })),
      rows,
    },
  ]);
