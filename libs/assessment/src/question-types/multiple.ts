import type { FieldError } from '#platform/errors';
import { Choice } from './choice.js';
import { type Answer, type QuestionOption, UNITS_PER_MARK } from './question-type.js';

/** Several right options; each right one gains its share of the mark and each wrong one loses as much. */
export class MultipleChoice extends Choice {
  readonly code = 'multiple';
  protected readonly input = 'checkbox';
  protected readonly most = 8;
  protected override readonly rule = 'assessment.question.rule.multiple';

  override problems(options: QuestionOption[]): FieldError[] {
    const problems = super.problems(options);
    const right = options.filter((option) => option.correct).length;
    if (right < 1) problems.push({ field: 'options', code: 'assessment.some-right' });
    // With every option right, ticking everything would be the answer.
    if (right > 0 && right === options.length)
      problems.push({ field: 'options', code: 'assessment.some-wrong' });
    return problems;
  }

  /** mark × max(0, right chosen − wrong chosen) / number of right options. */
  override grade(options: QuestionOption[], answer: Answer | null): number {
    const right = options.filter((option) => option.correct).length;
    if (right === 0) return 0;
    const balance = options
      .filter((option) => answer?.includes(option.id))
      .reduce((sum, option) => sum + (option.correct ? 1 : -1), 0);
    return (UNITS_PER_MARK / right) * Math.max(0, balance);
  }
}
