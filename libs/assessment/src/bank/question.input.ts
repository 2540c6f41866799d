import { z } from 'zod';
import { questionTypes } from '../question-types/index.js';
import { line, lines } from '../question-types/texts.js';

const orNull = (text: string | undefined): string | null => text || null;

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'assessment.external-id');
export const tag = line(60).pipe(z.string().min(1, 'assessment.tag-empty'));
export const componentCode = z.string().regex(/^[A-Za-z0-9./-]{1,20}$/, 'assessment.component-code');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'assessment.lesson-slug');

const about = z.strictObject({
  externalId: code,
  stem: lines(4000).pipe(z.string().min(1, 'assessment.stem-empty')),
  explanation: lines(4000).optional(),
  component: componentCode.optional(),
  level: z.number().int().min(1).max(8).optional(),
  difficulty: z.number().int().min(1).max(3).default(2),
  tags: z.array(tag).max(20).default([]),
  lesson: slug.optional(),
});

/** A question of this type: its body is for the type to check. */
const variants = questionTypes.map((type) => about.extend({ type: z.literal(type.code), body: type.body }));
type Variant = (typeof variants)[number];

/** A question as an author gives it, in a form or a file. */
export const questionInput = z
  .discriminatedUnion('type', variants as [Variant, ...Variant[]], { error: 'assessment.unknown-type' })
  .transform((given) => ({
    externalId: given.externalId,
    tags: [...new Set(given.tags)],
    content: {
      type: given.type,
      stem: given.stem,
      body: given.body as object,
      explanation: orNull(given.explanation),
      componentCode: given.component ?? null,
      level: given.level ?? null,
      difficulty: given.difficulty,
      lessonSlug: given.lesson ?? null,
    },
  }));

export type QuestionInput = z.input<typeof about> & { type: string; body: unknown };
export type ParsedQuestion = z.output<typeof questionInput>;

/** What one version of a question holds. */
export interface QuestionContent {
  type: string;
  stem: string;
  /** What its type asks, with the key: see the types' own schemas. */
  body: object;
  explanation: string | null;
  componentCode: string | null;
  level: number | null;
  difficulty: number;
  lessonSlug: string | null;
}
