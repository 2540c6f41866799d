import { questionType } from '../question-types/index.js';

/** Types whose answers stand in the gaps of a text, as authors write them: `[[one|other]]`, `[[*right|wrong]]`. */
export const GAP_TYPES = ['gap-text', 'gap-select', 'drag-words'];

/** The text with its answers in the gaps, and the words that belong into none. */
export function gapNotation(type: string, body: object): { text: string; others: string[] } {
  const values = questionType(type).editor.valuesOf(body) as { text: string; others?: string };
  return { text: values.text, others: (values.others ?? '').split('\n').filter((word) => word !== '') };
}

export function bodyOfGaps(type: string, text: string, others: string[] = []): object {
  const made = questionType(type).editor.bodyOf({ text, others: others.join('\n') }) as object;
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}
