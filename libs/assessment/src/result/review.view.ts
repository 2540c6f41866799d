import type { AnswerSheet } from '../attempt/answer-sheet.js';
import type { AttemptSnapshot } from '../attempt/attempt-snapshots.repository.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { maximaOf } from '../grading/grade.policy.js';
import type { Remedies } from '../grading/remedies.js';
import { questionType, UNITS_PER_MARK } from '../question-types/index.js';
import type { StoredGrade } from './result.repository.js';

/** Every question with what was chosen, what is right and why. Only after release. */
export function reviewView(
  attempt: AttemptSnapshot,
  questions: StoredQuestion[],
  sheet: AnswerSheet,
  grade: StoredGrade,
  remedies: Remedies,
) {
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
      explanation: question.explanation,
      marks: units / UNITS_PER_MARK,
      remedy: remedy?.kind ?? null,
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
      ...questionType(question.type).review(question.body, attempt.items[index]!.options, answer),
    };
  });
}
