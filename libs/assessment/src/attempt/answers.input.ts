import { z } from 'zod';

/** Answers as the browser module sends them. What an `answer` may be is for the question's type to say. */
export const answersInput = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        /** The browser's own counter: a number is used once, and the highest one of a question counts. */
        seq: z.number().int().min(0),
        /** 1 is the first question. */
        position: z.number().int().min(1),
        /** Left out or null: the answer stays as it is. */
        answer: z.unknown().optional(),
        flagged: z.boolean().nullish(),
      }),
    )
    .min(1)
    .max(100),
});
export type GivenAnswer = z.output<typeof answersInput>['answers'][number];

const one = z.string().max(200);

/** The form of one question, for browsers without scripts. */
export const answerForm = z.strictObject({
  question: z.coerce.number().int().min(1),
  answer: z
    .union([one.transform((id) => [id]), z.array(one).max(20)])
    .optional()
    .transform((ids) => ids ?? []),
  flag: z.enum(['on', 'off']).optional(),
  /** Where to go next: a question or the summary. */
  go: z.union([z.literal('summary'), z.coerce.number().int().min(1)]).optional(),
});
