import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { questionType, UNITS_PER_MARK } from '../question-types/index.js';
import type { Check } from './checks.repository.js';

/**
 * What practice adds to a question: how the last check went, and, once its key may be shown, the question as
 * reviewed in place of its controls. Nothing of the key before that.
 */
export function checkView(
  attemptId: string,
  question: StoredQuestion,
  shown: string[],
  check: Check | undefined,
) {
  const practice = {
    action: `/attempts/${attemptId}/checks`,
    outcome: check ? outcomeOf(check) : null,
    marks: check ? check.units / UNITS_PER_MARK : null,
    of: check ? check.maxUnits / UNITS_PER_MARK : null,
    revealed: check?.revealed ?? false,
    after: `assessment.practice.${check?.revealed ? 'shown' : 'again'}`,
    explanation: check?.revealed ? question.explanation : null,
  };
  if (!check?.revealed) return { practice };
  return { practice, ...questionType(question.type).review(question.body, shown, check.answer) };
}

function outcomeOf({ units, maxUnits, answer }: Check) {
  if (maxUnits === 0) return 'ungraded';
  if (units === maxUnits) return 'right';
  if (units > 0) return 'partly';
  return answer.length === 0 ? 'blank' : 'wrong';
}
