import { z } from 'zod';
import { MARK_RELEASES, REVIEW_RELEASES, type ReleasedPart, type ReleaseWhen } from '#assessment';
import { revision } from '../classes/form-values.js';

const missing = { error: 'enrolment.release-missing' };
/** `2026-11-30T17:00`, in Viet Nam. */
const moment = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text), 'enrolment.release-time')
  .transform((text) => (text === '' ? null : new Date(`${text}:00+07:00`)))
  .refine((at) => at === null || !Number.isNaN(at.getTime()), 'enrolment.release-time');

/** One part's rule as an administrator gives it. */
export interface PartRule {
  when: ReleaseWhen;
  /** Of `at`; else null. */
  at: Date | null;
}
export type ReleaseRules = Record<ReleasedPart, PartRule>;

/** The form of the rules. */
export const releaseInput = z
  .strictObject({
    mark: z.enum(MARK_RELEASES, missing),
    'mark-at': moment,
    review: z.enum(REVIEW_RELEASES, missing),
    'review-at': moment,
    key: z.enum(REVIEW_RELEASES, missing),
    'key-at': moment,
    revision,
  })
  .superRefine((form, context) => {
    for (const part of ['mark', 'review', 'key'] as const)
      if (form[part] === 'at' && form[`${part}-at`] === null)
        context.addIssue({ code: 'custom', path: [`${part}-at`], message: 'enrolment.release-time' });
  })
  .transform((form): { rules: ReleaseRules; revision: number } => {
    const rule = (part: ReleasedPart): PartRule => ({
      when: form[part],
      at: form[part] === 'at' ? form[`${part}-at`] : null,
    });
    return {
      rules: { mark: rule('mark'), review: rule('review'), key: rule('key') },
      revision: form.revision,
    };
  });
