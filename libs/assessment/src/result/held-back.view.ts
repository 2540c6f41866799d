import type { AttemptState } from '../attempt/answer-journal.repository.js';
import type { AttemptSnapshot } from '../attempt/attempt-snapshots.repository.js';
import { momentText } from '../attempt/moment-text.js';
import type { LearningPlace } from '../learning/learning-guide.js';
import type { Release } from '../release/release.js';
import { receiptCode } from './receipt.js';

/** An attempt whose mark may not be told yet: that it is safe, and when to come back. Nothing of the grade. */
export function heldBackView(
  attempt: AttemptSnapshot,
  state: AttemptState,
  release: Release | null,
  place: LearningPlace | null,
  name: string,
) {
  const submittedAt = state.submittedAt as Date;
  const from = release?.mark.from ?? null;
  return {
    name,
    quizTitle: attempt.quiz.title,
    courseTitle: place?.courseTitle ?? null,
    outlineHref: place?.href ?? `/learn/${attempt.enrolmentId}`,
    number: attempt.number,
    submittedAt,
    when: from
      ? { key: 'assessment.held-back.at', time: momentText(from) }
      : { key: 'assessment.held-back.by-hand' },
    receipt: receiptCode(attempt.id, submittedAt),
  };
}
