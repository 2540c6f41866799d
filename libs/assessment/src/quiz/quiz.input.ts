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

export const NAVIGATIONS = ['free', 'sequential'] as const;
/** Whether a learner goes back and forth, or from one question to the next and never back. */
export type Navigation = (typeof NAVIGATIONS)[number];

/** In one form. */
export const MOST_QUESTIONS = 200;
const MOST_SECTIONS = 20;

const count = (rules: { count: number }[]): number => rules.reduce((sum, rule) => sum + rule.count, 0);

const draw = z
  .array(z.strictObject({ tag, count: z.number().int().min(1).max(MOST_QUESTIONS) }))
  .min(1, 'assessment.draw-empty')
  .max(50)
  .refine((rules) => count(rules) <= MOST_QUESTIONS, 'assessment.draw-too-long');

/** A part of a quiz with questions of its own. */
const section = z
  .strictObject({
    title: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.section-title-empty')),
    /** Read before it begins. */
    instructions: z.string().max(2000).default(''),
    /** Its own time within that of the quiz; null: as long as the quiz lasts. */
    minutes: z.number().int().min(1).max(600).nullable().default(null),
    /** How many of each tag; left out when a blueprint says it. */
    draw: draw.optional(),
    blueprintId: z.uuid().nullable().default(null),
  })
  .refine(({ draw, blueprintId }) => blueprintId !== null || draw, {
    path: ['draw'],
    error: 'assessment.draw-empty',
  });
export type SectionInput = z.input<typeof section>;

const settings = z.strictObject({
  bankId: z.uuid(),
  title: z.string().max(200).transform(cleanText).pipe(z.string().min(1, 'assessment.title-empty')),
  minutes: z.number().int().min(1).max(600),
  attemptsAllowed: z.number().int().min(1).max(100),
  passPercent: z.number().int().min(0).max(100),
  /** How many of each tag; left out when a blueprint says it. */
  draw: draw.optional(),
  blueprintId: z.uuid().nullable(),
  /** Say what is drawn instead of the two before; none: the quiz is one piece. */
  sections: z.array(section).max(MOST_SECTIONS, 'assessment.sections-too-many'),
  navigation: z.enum(NAVIGATIONS),
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
    sections: settings.shape.sections.default([]),
    navigation: settings.shape.navigation.default('free'),
  })
  .refine(({ draw, blueprintId, sections }) => blueprintId !== null || sections.length > 0 || draw, {
    path: ['draw'],
    error: 'assessment.draw-empty',
  });
/** Any of the settings; what is not given stays. */
export const quizChanges = settings.partial();

export type QuizInput = z.input<typeof quizSettings>;
/** A section as a quiz keeps it; its questions are those of the rules that name its place. */
export type QuizSection = Omit<z.output<typeof section>, 'draw'>;
export type QuizSettings = Omit<z.output<typeof quizSettings>, 'draw' | 'sections'> & {
  draw: DrawRule[];
  sections: QuizSection[];
};
