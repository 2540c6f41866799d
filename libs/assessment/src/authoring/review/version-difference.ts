import type { QuestionContent } from '../../bank/question.input.js';
import { type ShownField, shownFields } from '../../question-types/editor/editor-values.js';
import { questionType } from '../../question-types/index.js';

/** One thing that a version says otherwise than the one before. */
export interface Difference {
  /** Locale key; `number` is its place in a list. */
  label: string;
  number: number;
  before: Said | null;
  after: Said | null;
}

/** As written, or a word of the platform by its locale key. */
export interface Said {
  text?: string;
  key?: string;
}

interface Part {
  id: string;
  label: string;
  number: number;
  said: Said | null;
}

/** What changed between two versions, field by field as the editor has them. */
export function difference(before: QuestionContent, after: QuestionContent): Difference[] {
  const [one, other] = [partsOf(before), partsOf(after)];
  const ids = new Set([...one.keys(), ...other.keys()]);
  return [...ids].flatMap((id) => {
    const [was, is] = [one.get(id), other.get(id)];
    if (JSON.stringify(was?.said ?? null) === JSON.stringify(is?.said ?? null)) return [];
    const { label, number } = (is ?? was) as Part;
    return [{ label, number, before: was?.said ?? null, after: is?.said ?? null }];
  });
}

function partsOf(content: QuestionContent): Map<string, Part> {
  const { editor } = questionType(content.type);
  const written = (id: string, label: string, text: string | number | null): Part => ({
    ...{ id, label, number: 1 },
    said: text === null || text === '' ? null : { text: `${text}` },
  });
  const parts = [
    {
      id: 'type',
      label: 'assessment.bank.type',
      number: 1,
      said: { key: `assessment.type.${content.type}` },
    },
    written('stem', 'assessment.question.stem', content.stem),
    ...flat(shownFields(editor.fields, editor.valuesOf(content.body), 'body.', () => null)),
    written('explanation', 'assessment.editor.explanation', content.explanation),
    written('component', 'assessment.bank.component', content.componentCode),
    written('level', 'assessment.editor.level', content.level),
    {
      ...{ id: 'difficulty', label: 'assessment.bank.difficulty', number: 1 },
      said: { key: `assessment.difficulty.${content.difficulty}` },
    },
    written('lesson', 'assessment.editor.lesson', content.lessonSlug),
  ];
  return new Map(parts.map((part) => [part.id, part]));
}

function flat(fields: ShownField[]): Part[] {
  return fields.flatMap((field): Part[] => {
    const { id, label, number, value } = field as unknown as Part & { value: unknown };
    const rows = field['rows'] as { fields: ShownField[] }[] | undefined;
    if (rows) return rows.flatMap((row) => flat(row.fields));
    const chosen = (field['values'] as { label: string; checked: boolean }[] | undefined)?.find(
      ({ checked }) => checked,
    );
    if (chosen) return [{ id, label, number, said: { key: chosen.label } }];
    if (typeof value === 'boolean')
      return [{ id, label, number, said: value ? { key: 'assessment.history.yes' } : null }];
    return [{ id, label, number, said: value ? { text: `${value}` } : null }];
  });
}
