import { z } from 'zod';
import { cleanText } from '#platform/text';
import {
  type QuestionOption,
  questionType,
  questionTypeCodes,
  statementOptions,
} from '../question-types/index.js';

/** Text of one line. */
const line = (most: number) => z.string().max(most).transform(cleanText);
/** Text that keeps its line ends. */
const lines = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) =>
      text
        .split(/\r\n?|\n/)
        .map(cleanText)
        .join('\n')
        .trim(),
    );
const orNull = (text: string | undefined): string | null => text || null;

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'assessment.external-id');
export const tag = line(60).pipe(z.string().min(1, 'assessment.tag-empty'));
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'assessment.lesson-slug');

const option = z.strictObject({
  id: z.string().optional(),
  text: line(1000).pipe(z.string().min(1, 'assessment.option-empty')),
  correct: z.boolean().default(false),
  feedback: lines(1000).optional(),
});

/** A question as an author gives it, in a form or a file. `answer` is the key of a true-false question. */
export const questionInput = z
  .strictObject({
    externalId: code,
    type: z.enum(questionTypeCodes, 'assessment.unknown-type'),
    stem: lines(4000).pipe(z.string().min(1, 'assessment.stem-empty')),
    options: z.array(option).max(20).optional(),
    answer: z.boolean().optional(),
    explanation: lines(4000).optional(),
    component: z
      .string()
      .regex(/^[A-Za-z0-9./-]{1,20}$/, 'assessment.component-code')
      .optional(),
    level: z.number().int().min(1).max(8).optional(),
    difficulty: z.number().int().min(1).max(3).default(2),
    tags: z.array(tag).max(20).default([]),
    lesson: slug.optional(),
  })
  .transform((given) => ({
    externalId: given.externalId,
    tags: [...new Set(given.tags)],
    content: {
      type: given.type,
      stem: given.stem,
      options: optionsOf(given.options, given.answer),
      explanation: orNull(given.explanation),
      componentCode: given.component ?? null,
      level: given.level ?? null,
      difficulty: given.difficulty,
      lessonSlug: given.lesson ?? null,
    },
  }))
  .check((context) => {
    const { type, options } = context.value.content;
    for (const { field, code } of questionType(type).problems(options))
      context.issues.push({ code: 'custom', input: options, path: field.split('.'), message: code });
  });

export type QuestionInput = z.input<typeof questionInput>;
export type ParsedQuestion = z.output<typeof questionInput>;

/** What one version of a question holds. */
export interface QuestionContent {
  type: string;
  stem: string;
  options: QuestionOption[];
  explanation: string | null;
  componentCode: string | null;
  level: number | null;
  difficulty: number;
  lessonSlug: string | null;
}

function optionsOf(
  given: z.output<typeof option>[] | undefined,
  answer: boolean | undefined,
): QuestionOption[] {
  if (answer !== undefined) return statementOptions(answer);
  return (given ?? []).map(({ id, text, correct, feedback }, index) => ({
    id: id ?? String.fromCharCode(97 + index),
    text,
    correct,
    ...(feedback ? { feedback } : {}),
  }));
}
