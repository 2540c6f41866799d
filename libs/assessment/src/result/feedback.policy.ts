import type { AttemptSummary } from '../attempt/attempt.repository.js';
import type { FeedbackRelease } from '../quiz/quiz.input.js';

/**
 * Whether keys and explanations of an attempt may be shown. `attempts`: all of this learner at this quiz. Never
 * while one of them is open, since they share questions.
 */
export function feedbackReleased(
  rule: FeedbackRelease,
  attempts: Pick<AttemptSummary, 'status' | 'passed'>[],
  allowed: number,
): boolean {
  if (rule === 'never' || attempts.length === 0) return false;
  if (attempts.some((attempt) => attempt.status !== 'graded')) return false;
  if (rule === 'after-submission') return true;
  return attempts.some((attempt) => attempt.passed) || attempts.length >= allowed;
}
