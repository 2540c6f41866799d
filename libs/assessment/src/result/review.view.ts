import type { AnswerSheet } from '../attempt/answer-sheet.js';
import type { AttemptSnapshot } from '../attempt/attempt-snapshots.repository.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { maximaOf } from '../grading/grade.policy.js';
import type { Remedies } from '../grading/remedies.js';
import { questionType, UNITS_PER_MARK } from '../question-types/index.js';
import type { StoredGrade } from './result.repository.js';

export interface ReviewParts {
  attempt: AttemptSnapshot;
  questions: StoredQuestion[];
  sheet: AnswerSheet;
  grade: StoredGrade;
  remedies: Remedies;
  /** Else nothing tells what is right, nor why. */
  withKey: boolean;
}

/** Every question with what was answered and how it was marked. Only after release. */
export function reviewView({ attempt, questions, sheet, grade, remedies, withKey }: ReviewParts) {
  const maxima = maximaOf(questions, grade.dropped);
  return questions.map((given, index) => {
    const remedy = remedies.get(given.id) ?? null;
    // What was asked is the same; the right answer and its explanation are those that count.
    const question = remedy?.key ?? given;
    const units = grade.itemUnits[index] ?? 0;
    const max = maxima[index] as number;
    const answer = sheet.answer(index + 1) ?? [];
    return {
      position: index + 1,
      stem: question.stem,
      explanation: withKey ? question.explanation : null,
      marks: units / UNITS_PER_MARK,
      remedy: withKey ? (remedy?.kind ?? null) : null,
      withKey,
      outcome:
        max === 0
          ? 'ungraded'
          : units === max
            ? 'right'
            : units > 0
              ? 'partly'
              : sheet.answered(index + 1)
                ? 'wrong'
                : 'blank',
      lessonHref: question.lessonSlug ? `/learn/${attempt.enrolmentId}/lessons/${question.lessonSlug}` : null,
      ...(withKey
        ? questionType(question.type).review(question.body, attempt.items[index]!.options, answer)
        : questionType(given.type).view(
            given.body,
            attempt.items[index]!.options,
            answer,
            `given-${index + 1}`,
          )),
    };
  });
}
