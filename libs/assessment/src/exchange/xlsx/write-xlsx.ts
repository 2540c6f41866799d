import { tablesFile } from '#platform/spreadsheet';
import type { StimulusBody } from '../../question-types/stimulus/stimulus.js';
import { GAP_TYPES } from '../gap-notation.js';
import { ItemRefused, type OutgoingQuestion } from '../item.js';
import { mustComeBack } from '../kept.js';
import { settingTags, tagsFor } from '../settings-tags.js';
import { answerLines, bodyOfLines } from './answer-lines.js';
import { COLUMNS, headingOf } from './xlsx-columns.js';

/** The rows of a question, in the order of the columns: one, and below a stimulus one for each of its questions. */
export function questionRows(question: OutgoingQuestion): string[][] {
  const { externalId, type, stem, body, explanation } = question;
  const about = [explanation ?? '', tagsFor(question).join('\n')];
  if (type !== 'stimulus') return [[externalId, type, stem, answersOf(type, body), ...about, '']];
  const { text, picture, questions } = body as StimulusBody;
  if (picture) throw new ItemRefused('format-lacks-picture');
  const parts = questions.map((part) => {
    const asked = part.body as object;
    const answers = answersOf(part.type, asked);
    return [part.id, part.type, part.stem, answers, '', settingTags(part.type, asked).join('\n'), externalId];
  });
  return [[externalId, type, stem, text, ...about, ''], ...parts];
}

function answersOf(type: string, body: object): string {
  const lines = answerLines(type, body);
  if (CHECKED.has(type)) mustComeBack({ type, body }, () => bodyOfLines(type, lines));
  return lines.join('\n');
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
