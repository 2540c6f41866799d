import type { z } from 'zod';
import { cleanText } from '#platform/text';
import {
  type EditorValues,
  optionalText,
  type QuestionEditor,
  rowsOf,
  textOf,
} from '../editor/question-editor.js';
import { MOST_PARTS } from '../question-type.js';
import { type Scoring, scoringField } from '../scoring.js';

/** Things that each belong to one of several others, whatever the type calls them. */
export interface Pairs {
  rows: { id: string; text: string; value: string; feedback?: string | undefined }[];
  values: { id: string; text: string }[];
  scoring: Scoring;
}

/** Refuses a row whose value is none of the values. `path`: the list of rows, `name`: the row's field. */
export function knownValues<T>(path: string, name: string, pairsOf: (body: T) => Pairs) {
  return ({ value, issues }: { value: T; issues: z.core.$ZodRawIssue[] }): void => {
    const { rows, values } = pairsOf(value);
    rows.forEach((row, index) => {
      if (!values.some(({ id }) => id === row.value))
        issues.push({
          code: 'custom',
          input: value,
          path: [path, index, name],
          message: 'assessment.unknown-value',
        });
    });
  };
}

/**
 * An editor in which the author writes each row with the text of its value. Rows of one text share a value.
 * Below, one in a line: the values that belong to no row (`rest`), or all of them in their order. `code` is in
 * the locale keys.
 */
export function pairEditor<Body>(
  code: string,
  names: { rows: string; value: string },
  listed: 'rest' | 'all',
  pairsOf: (body: Body) => Pairs,
  bodyOf: (pairs: { rows: object[]; values: object[]; scoring: string | undefined }) => unknown,
): QuestionEditor<Body> {
  const key = (name: string) => `assessment.editor.${code}.${name}`;
  return {
    fields: [
      {
        kind: 'rows',
        name: names.rows,
        label: key('row'),
        title: key('rows'),
        hint: key('rows-hint'),
        fewest: 2,
        most: MOST_PARTS,
        add: key('add'),
        remove: key('remove'),
        columns: [
          { kind: 'line', name: 'text', label: key('row') },
          { kind: 'line', name: names.value, label: key('value') },
          { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
        ],
      },
      { kind: 'lines', name: 'others', label: key('others'), hint: key('others-hint'), optional: true },
      scoringField,
    ],
    blank: {
      [names.rows]: Array.from({ length: 4 }, () => ({ text: '', [names.value]: '', feedback: '' })),
      others: '',
      scoring: 'partial',
    },
    valuesOf: (body) => {
      const { rows, values, scoring } = pairsOf(body);
      const textFor = (id: string) => values.find((value) => value.id === id)?.text ?? '';
      const others = values.filter(({ id }) => listed === 'all' || !rows.some((row) => row.value === id));
      return {
        [names.rows]: rows.map(({ text, value, feedback }) => ({
          text,
          [names.value]: textFor(value),
          feedback: feedback ?? '',
        })),
        others: others.map(({ text }) => text).join('\n'),
        scoring,
      };
    },
    bodyOf: (given) => {
      const rows = rowsOf(given, names.rows);
      const texts = distinct([
        ...textOf(given, 'others').split('\n').map(cleanText),
        ...rows.map((row) => cleanText(textOf(row, names.value))),
      ]);
      const idOf = (row: EditorValues) => `${texts.indexOf(cleanText(textOf(row, names.value))) + 1}`;
      return bodyOf({
        rows: rows.map((row) => ({
          text: textOf(row, 'text'),
          [names.value]: idOf(row),
          feedback: optionalText(row, 'feedback'),
        })),
        values: texts.map((text, index) => ({ id: `${index + 1}`, text })),
        scoring: optionalText(given, 'scoring'),
      });
    },
  };
}

const distinct = (texts: string[]): string[] => [...new Set(texts)].filter(Boolean);
