import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { DrawRule } from '../attempt/draw.policy.js';
import { tag } from '../bank/question.input.js';

export const FEEDBACK_RELEASES = ['after-pass-or-last', 'after-submission', 'never'] as const;
/** When keys and explanations are shown. */
export type FeedbackRelease = (typeof FEEDBACK_RELEASES)[number];

export const BEHAVIOURS = ['examination', 'practice', 'survey'] as const;
/** How an attempt flows: marked at the end, checked question by question, or not marked at all. */
export type Behaviour = (typeof BEHAVIOURS)[number];

const MOST_QUESTIONS = 200;

const draw = z
  .array(z.strictObject({ tag, count: z.number().int().min(1).max(MOST_QUESTIONS) }))
  .min(1, 'assessment.draw-empty')
  .max(50)
  .refine(
    (rules) => rules.reduce((sum, rule) => sum + rule.count, 0) <= MOST_QUESTIONS,
    'assessment.draw-too-long',
  );

const settings = z.strictObject({
  bankId: z.uuid(),
  title: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.title-empty')),
  minutes: z.number().int().min(1).max(600),
  attemptsAllowed: z.number().int().min(1).max(100),
  passPercent: z.number().int().min(0).max(100),
  /** How many of each tag; left out when a blueprint says it. */
  draw: draw.optional(),
  blueprintId: z.uuid().nullable(),
  feedbackRelease: z.enum(FEEDBACK_RELEASES),
  behaviour: z.enum(BEHAVIOURS),
  /** In practice: what is not right may be tried again before the key is shown. */
  tryAgain: z.boolean(),
});

export const quizSettings = settings
  .extend({
    blueprintId: settings.shape.blueprintId.default(null),
    feedbackRelease: settings.shape.feedbackRelease.default('after-pass-or-last'),
    behaviour: settings.shape.behaviour.default('examination'),
    tryAgain: settings.shape.tryAgain.default(true),
  })
  .refine(({ draw, blueprintId }) => blueprintId !== null || draw, {
    path: ['draw'],
    error: 'assessment.draw-empty',
  });
/** Any of the settings; what is not given stays. */
export const quizChanges = settings.partial();

export type QuizInput = z.input<typeof quizSettings>;
export type QuizSettings = Omit<z.output<typeof quizSettings>, 'draw'> & { draw: DrawRule[] };
