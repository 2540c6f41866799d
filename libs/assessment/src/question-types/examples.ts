import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/i18n';
import type { Answer } from './question-type.js';

/** A question of a type with what answers to it earn. It feeds the preview for authors, and the tests. */
export interface QuestionExample {
  stem: string;
  body: object;
  /** The same question with another key; null where there is no key. */
  twin: object | null;
  /** Marks as a fraction. */
  answers: { answer: Answer; marks: string }[];
  refusedAnswers: unknown[];
  /** Bodies that are refused, by the field and the locale key of the refusal. */
  refusedBodies: Record<string, object>;
}

/** The picture of the examples: a drawing of our own that is in no bank. */
export const EXAMPLE_PICTURE = '00000000-0000-7000-8000-000000000001';

export const exampleDrawing = (): Buffer =>
  fs.readFileSync(path.join(projectRoot, 'libs/assessment/src/question-types/pictures/example.svg'));

/** The examples of a type, from the file beside it. */
export function examplesOf(code: string): QuestionExample[] {
  const file = path.join(projectRoot, 'libs/assessment/src/question-types', code, 'examples.json');
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
