import type { FieldError } from '#platform/errors';
import { Choice } from './choice.js';
import type { QuestionOption } from './question-type.js';

/** One right option among several. */
export class SingleChoice extends Choice {
  readonly code = 'single';
  protected readonly input = 'radio';
  protected readonly most = 1;

  override problems(options: QuestionOption[]): FieldError[] {
    const problems = super.problems(options);
    if (options.filter((option) => option.correct).length !== 1)
      problems.push({ field: 'options', code: 'assessment.one-right' });
    return problems;
  }
}
