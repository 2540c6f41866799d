import type { AttemptSummary } from '../attempt/attempt.repository.js';
import { countedMark, type RetakeRules } from '../attempt/retakes.policy.js';
import type { Behaviour, FeedbackRelease } from '../quiz/quiz.input.js';

/** When keys are shown: a survey has none, in practice they may be seen once it has ended. */
export function releaseOf(quiz: { behaviour: Behaviour; feedbackRelease: FeedbackRelease }): FeedbackRelease {
  if (quiz.behaviour === 'survey') return 'never';
  return quiz.behaviour === 'practice' ? 'after-submission' : quiz.feedbackRelease;
}

/**
 * Whether keys and explanations of an attempt may be shown. `attempts`: all of this learner at this quiz. Never
 * while one of them is open, since they share questions.
 */
export function feedbackReleased(
  rule: FeedbackRelease,
  attempts: Pick<AttemptSummary, 'status' | 'number' | 'scoreBp' | 'passed'>[],
  rules: RetakeRules,
  passPercent: number,
): boolean {
  if (rule === 'never' || attempts.length === 0) return false;
  if (attempts.some((attempt) => attempt.status !== 'graded')) return false;
  if (rule === 'after-submission') return true;
  // Passed by what counts: whoever may sit again does not see the keys before.
  return countedMark(rules.counted, attempts, passPercent)?.passed || attempts.length >= rules.attempts;
}
