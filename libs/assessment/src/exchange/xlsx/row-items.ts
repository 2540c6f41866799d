import { type Draft, type FileItem, ItemRefused, type Said } from '../item.js';
import { withSettings } from '../settings-tags.js';
import { bodyOfLines } from './answer-lines.js';
import type { ColumnKey } from './xlsx-columns.js';

/** A row with its number in the sheet. */
export interface Row {
  at: number;
  of(key: ColumnKey): string;
}

/** Each row is a question, except those that belong to a stimulus, wherever they stand. */
export function itemsOfRows(rows: Row[]): FileItem[] {
  const stimuli = new Set(rows.filter(isStimulus).map(({ of }) => of('code')));
  return rows
    .filter(({ of }) => of('part-of') === '' || !stimuli.has(of('part-of')))
    .map((row) => ({
      at: row.at,
      name: row.of('stem').slice(0, 60),
      kind: typeOf(row),
      draft: () => draftOf(row, rows),
    }));
}

const typeOf = ({ of }: Row): string => of('type').toLowerCase();
const isStimulus = (row: Row): boolean => typeOf(row) === 'stimulus' && row.of('part-of') === '';

function draftOf(row: Row, rows: Row[]): Draft {
  const { of } = row;
  if (of('stem') === '') throw new ItemRefused('no-stem');
  if (of('part-of') !== '') throw new ItemRefused('stimulus-not-here', { code: of('part-of').slice(0, 100) });
  const notes: Said[] = [];
  return {
    externalId: of('code') || null,
    type: typeOf(row),
    stem: of('stem'),
    body: isStimulus(row) ? stimulusOf(row, rows, notes) : bodyOf(row),
    explanation: of('explanation') || undefined,
    tags: linesOf(of('tags')),
    notes,
  };
}

const bodyOf = (row: Row): object =>
  bodyOfLines(
    typeOf(row),
    row
      .of('answers')
      .split('\n')
      .map((line) => line.trim()),
  );

/** The answers of a stimulus are its text; its questions are the rows that name its code. */
function stimulusOf({ of }: Row, rows: Row[], notes: Said[]): object {
  const parts = of('code') === '' ? [] : rows.filter((row) => row.of('part-of') === of('code'));
  return { text: of('answers'), questions: parts.map((row) => partOf(row, notes)) };
}

function partOf(row: Row, notes: Said[]): object {
  if (row.of('stem') === '') throw new ItemRefused('no-stem');
  const { body, others } = withSettings(bodyOf(row), linesOf(row.of('tags')));
  if (others.length > 0 || row.of('explanation') !== '')
    notes.push({ code: 'note-part-words-dropped', params: { line: row.at } });
  const id = row.of('code');
  return { ...(id ? { id } : {}), type: typeOf(row), stem: row.of('stem'), body };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
