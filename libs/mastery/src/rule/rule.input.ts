import { z } from 'zod';
import { cleanText } from '#platform/text';

const line = (longest: number) => z.string().max(longest).transform(cleanText).pipe(z.string().min(1));
const whole = (most: number) =>
  z.preprocess((value) => (value === '' ? null : value), z.coerce.number().int().min(1).max(most).nullable());

/** A rule as it is proposed. `component` is «framework/code». */
export const ruleInput = z
  .strictObject({
    code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'mastery.bad-rule-code'),
    title: line(200),
    legalBasis: line(500),
    courseId: z.uuid(),
    basis: z.enum(['examination', 'completion']),
    percent: whole(100).default(null),
    minQuestions: whole(200).default(null),
    component: z.string().regex(/^[a-z0-9-]+\/.+$/),
    level: z.coerce.number().int().min(1).max(8),
  })
  .transform((rule) => (rule.basis === 'completion' ? { ...rule, percent: null, minQuestions: null } : rule))
  .superRefine((rule, context) => {
    if (rule.basis === 'completion') return;
    for (const field of ['percent', 'minQuestions'] as const)
      if (rule[field] === null)
        context.addIssue({ code: 'custom', path: [field], message: 'mastery.examination-needs' });
  });
export type RuleInput = z.infer<typeof ruleInput>;
