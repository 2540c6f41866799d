import type { AttemptSummary } from '../attempt/attempt.repository.js';
import { countedMark, type RetakeRules } from '../attempt/retakes.policy.js';
import type { Behaviour, FeedbackRelease } from '../quiz/quiz.input.js';
import type { Release, ReleasedPart, ReleaseWhen } from '../release/release.js';

/** What an author's rule for a quiz means where a class has none: one for the review and the right answers. */
const AUTHORED: Record<FeedbackRelease, ReleaseWhen> = {
  'after-pass-or-last': 'when-done',
  'after-submission': 'at-once',
  never: 'never',
};

interface Released {
  quiz: { behaviour: Behaviour; feedbackRelease: FeedbackRelease; passPercent: number };
  /** What the class has ruled; null: nothing. */
  release: Release | null;
  /** All of this learner at this quiz. */
  attempts: Pick<AttemptSummary, 'status' | 'number' | 'scoreBp' | 'passed'>[];
  retakes: RetakeRules;
}

/** The rule in force: a survey has nothing to show, in practice everything may be seen once it has ended. */
export function ruleOf({ quiz, release }: Released, part: ReleasedPart): ReleaseWhen {
  if (quiz.behaviour === 'survey') return 'never';
  if (quiz.behaviour === 'practice') return 'at-once';
  if (release) return release[part].when;
  return part === 'mark' ? 'at-once' : AUTHORED[quiz.feedbackRelease];
}

/** Whether the mark of a graded attempt may be told to its learner. */
export const markReleased = ({ quiz, release }: Pick<Released, 'quiz' | 'release'>): boolean =>
  quiz.behaviour !== 'examination' || (release?.mark.due ?? true);

/**
 * Whether the review of the answers, and with `key` the right ones, may be shown: never before the mark, the key never
 * before the review, and neither while an attempt of the learner is not graded, since they share questions.
 */
export function feedbackReleased(released: Released, part: 'review' | 'key'): boolean {
  if (part === 'key' && !feedbackReleased(released, 'review')) return false;
  const { quiz, release, attempts, retakes } = released;
  if (attempts.length === 0 || attempts.some(({ status }) => status !== 'graded')) return false;
  if (!markReleased(released)) return false;
  const when = ruleOf(released, part);
  if (when === 'never') return false;
  // Passed by what counts: whoever may sit again does not see them before.
  if (when === 'when-done')
    return (
      !!countedMark(retakes.counted, attempts, quiz.passPercent)?.passed ||
      attempts.length >= retakes.attempts
    );
  return when === 'at-once' || release?.[part].due === true;
}
