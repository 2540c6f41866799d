import { z } from 'zod';
import type { FieldError } from '#platform/errors';
import type { QuestionContent, QuestionInput } from '../bank/question.input.js';

export const OPTION_ROWS = 8;
const text = (most: number) => z.string().max(most).default('');
const several = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .optional()
  .transform((given) => given ?? []);

const rows = Object.fromEntries(
  Array.from({ length: OPTION_ROWS }, (_, index) => [
    [`text${index}`, text(2000).optional()],
    [`feedback${index}`, text(2000).optional()],
  ]).flat(),
) as Record<string, z.ZodOptional<z.ZodDefault<z.ZodString>>>;

/** The editor's form as posted. Options come as numbered fields, `right` holds the numbers of the right ones. */
export const questionForm = z
  .object({
    externalId: text(100),
    type: text(40),
    stem: text(8000),
    right: several,
    answer: text(10),
    explanation: text(8000),
    component: text(40),
    level: text(10),
    difficulty: text(10),
    tags: text(2000),
    lesson: text(200),
    version: text(10),
    optionCount: z.coerce.number().int().min(2).max(OPTION_ROWS).catch(4),
    /** `save`, `add`, or `remove-<number>`. */
    action: text(20),
    ...rows,
  })
  .strict()
  .transform((given) => {
    const field = (name: string, index: number) => (given as Record<string, unknown>)[`${name}${index}`];
    return {
      ...given,
      options: Array.from({ length: given.optionCount }, (_, index) => ({
        text: String(field('text', index) ?? ''),
        feedback: String(field('feedback', index) ?? ''),
        correct: given.right.includes(`${index}`),
      })),
    };
  });

/** What the editor shows: values as typed, so that nothing is lost when something is wrong. */
export interface QuestionDraft {
  externalId: string;
  type: string;
  stem: string;
  options: { text: string; feedback: string; correct: boolean }[];
  answer: string;
  explanation: string;
  component: string;
  level: string;
  difficulty: string;
  tags: string;
  lesson: string;
}

export const blankDraft = (type: string): QuestionDraft => ({
  externalId: '',
  type,
  stem: '',
  options: Array.from({ length: 4 }, () => ({ text: '', feedback: '', correct: false })),
  answer: '',
  explanation: '',
  component: '',
  level: '',
  difficulty: '2',
  tags: '',
  lesson: '',
});

export function draftOf(externalId: string, tags: string[], content: QuestionContent): QuestionDraft {
  return {
    externalId,
    type: content.type,
    stem: content.stem,
    options: content.options.map(({ text, feedback, correct }) => ({
      text,
      feedback: feedback ?? '',
      correct,
    })),
    answer: String(content.options[0]?.correct ?? ''),
    explanation: content.explanation ?? '',
    component: content.componentCode ?? '',
    level: content.level === null ? '' : `${content.level}`,
    difficulty: `${content.difficulty}`,
    tags: tags.join(', '),
    lesson: content.lessonSlug ?? '',
  };
}

/** The buttons that add or remove an option change the draft and save nothing. */
export function withOptions<T extends QuestionDraft>(draft: T, action: string): T {
  const removed = /^remove-(\d)$/.exec(action);
  const options = [...draft.options];
  if (action === 'add' && options.length < OPTION_ROWS)
    options.push({ text: '', feedback: '', correct: false });
  if (removed && options.length > 2) options.splice(Number(removed[1]), 1);
  return { ...draft, options };
}

/** The draft as a question to be checked; what is left empty is left out. */
export function inputOf(draft: QuestionDraft, isStatement: boolean): QuestionInput {
  const optional = (value: string) => value.trim() || undefined;
  const number = (value: string) => (value.trim() ? Number(value) : undefined);
  const answer = draft.answer === 'true' ? true : draft.answer === 'false' ? false : undefined;
  const options = draft.options.map(({ text, feedback, correct }) => ({
    text,
    correct,
    feedback: optional(feedback),
  }));
  return {
    externalId: draft.externalId,
    type: draft.type,
    stem: draft.stem,
    ...(isStatement ? { answer } : { options }),
    explanation: optional(draft.explanation),
    component: optional(draft.component),
    level: number(draft.level),
    difficulty: number(draft.difficulty),
    tags: draft.tags
      .split(/[,;\n]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
    lesson: optional(draft.lesson),
  };
}

/** Where in the form a mistake of the schema belongs. */
export function formErrors(errors: FieldError[]): FieldError[] {
  return errors.map((error) => {
    const option = /^options\.(\d)\.(text|feedback)$/.exec(error.field);
    if (option) return { ...error, field: `${option[2]}${option[1]}` };
    return { ...error, field: error.field.split('.')[0] || 'stem' };
  });
}
