import {
  type EditorField,
  optionalText,
  type QuestionEditor,
  rowsOf,
  textOf,
} from '../editor/question-editor.js';
import { MOST_PARTS } from '../question-type.js';
import type { Option } from './option.js';

interface OptionsBody {
  options: Option[];
  scoring?: string;
}

/** The editor of types with options: `mark` says how right ones are marked, `scorings` how they may be scored. */
export function optionRows<Body extends OptionsBody>(
  mark: 'pick' | 'check',
  code: string,
  scorings: readonly string[] = [],
): QuestionEditor<Body> {
  const rows: EditorField = {
    kind: 'rows',
    name: 'options',
    label: 'assessment.editor.option',
    title: 'assessment.editor.options',
    hint: `assessment.editor.options-hint.${code}`,
    fewest: 2,
    most: MOST_PARTS,
    add: 'assessment.editor.add',
    remove: 'assessment.editor.remove',
    columns: [
      { kind: mark, name: 'correct', label: 'assessment.editor.right' },
      { kind: 'line', name: 'text', label: 'assessment.editor.option' },
      { kind: 'line', name: 'feedback', label: 'assessment.editor.feedback', optional: true },
    ],
  };
  const scoring: EditorField = {
    kind: 'choice',
    name: 'scoring',
    label: 'assessment.editor.scoring',
    values: scorings,
  };
  const blank = { text: '', feedback: '', correct: false };
  return {
    fields: scorings.length > 0 ? [rows, scoring] : [rows],
    blank: { options: Array.from({ length: 4 }, () => blank), scoring: scorings[0] ?? '' },
    valuesOf: ({ options, scoring }) => ({
      options: options.map(({ text, correct, feedback }) => ({ text, correct, feedback: feedback ?? '' })),
      scoring: scoring ?? '',
    }),
    bodyOf: (values) => ({
      options: rowsOf(values, 'options').map((row) => ({
        text: textOf(row, 'text'),
        correct: row['correct'] === true,
        feedback: optionalText(row, 'feedback'),
      })),
      ...(scorings.length > 0 ? { scoring: optionalText(values, 'scoring') } : {}),
    }),
  };
}
