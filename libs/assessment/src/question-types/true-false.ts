import type { FieldError } from '#platform/errors';
import { Choice } from './choice.js';
import type { QuestionOption } from './question-type.js';

const IDS = ['true', 'false'];

/** A statement that is right or wrong. Its options always come in this order and in the learner's language. */
export class TrueFalse extends Choice {
  readonly code = 'true-false';
  protected readonly input = 'radio';
  protected readonly most = 1;
  override readonly isStatement = true;

  override problems(options: QuestionOption[]): FieldError[] {
    const ids = options.map((option) => option.id);
    const right = options.filter((option) => option.correct).length;
    return ids.join() === IDS.join() && right === 1
      ? []
      : [{ field: 'options', code: 'assessment.true-or-false' }];
  }

  override order(): string[] {
    return [...IDS];
  }

  protected override wording(id: string): { text: string | null; label: string | null } {
    return { text: null, label: `assessment.option.${id}` };
  }
}

/** The two options of a statement. */
export const statementOptions = (isTrue: boolean): QuestionOption[] =>
  IDS.map((id) => ({ id, text: id, correct: (id === 'true') === isTrue }));
