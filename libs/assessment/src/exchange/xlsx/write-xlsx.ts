import { tablesFile } from '#platform/spreadsheet';
import type { OutgoingQuestion } from '../item.js';
import { tagsFor } from '../settings-tags.js';
import { answerLines } from './answer-lines.js';
import { COLUMNS, headingOf } from './xlsx-columns.js';

/** A row of the template, in the order of its columns. */
export const questionRow = (question: OutgoingQuestion): string[] => [
  question.externalId,
  question.type,
  question.stem,
  answerLines(question.type, question.body).join('\n'),
  question.explanation ?? '',
  tagsFor(question).join('\n'),
];

export const questionSheet = (rows: string[][]): Promise<Buffer> =>
  tablesFile([
    {
      name: headingOf('stem'),
      columns: COLUMNS.map(({ key, width }) => ({ label: headingOf(key), width })),
      rows,
    },
  ]);
