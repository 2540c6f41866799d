import { z } from 'zod';
import { Choice, type Choosable } from '../choice/choice.js';
import type { EditorValues, QuestionEditor } from '../editor/question-editor.js';
import { type Answer, UNITS_PER_MARK } from '../question-type.js';

export interface TrueFalseBody {
  /** What the statement in the stem is. */
  answer: boolean;
}

export const trueFalseBody: z.ZodType<TrueFalseBody> = z.strictObject({
  answer: z.boolean('assessment.true-or-false'),
});

/** A statement that is right or wrong. Its options always come in this order and in the learner's language. */
export class TrueFalse extends Choice<TrueFalseBody> {
  readonly code = 'true-false';
  readonly body = trueFalseBody;
  readonly editor: QuestionEditor<TrueFalseBody> = {
    fields: [
      { kind: 'choice', name: 'answer', label: 'assessment.editor.statement', values: ['true', 'false'] },
    ],
    blank: { answer: '' },
    valuesOf: ({ answer }) => ({ answer: `${answer}` }),
    bodyOf: ({ answer }: EditorValues) => (answer ? { answer: answer === 'true' } : {}),
  };

  override order(): string[] {
    return ['true', 'false'];
  }

  grade({ answer: truth }: TrueFalseBody, answer: Answer): number {
    return answer.length === 1 && answer[0] === `${truth}` ? UNITS_PER_MARK : 0;
  }

  protected input() {
    return 'radio' as const;
  }

  protected options({ answer }: TrueFalseBody): Choosable[] {
    return [true, false].map((value) => ({
      id: `${value}`,
      text: null,
      label: `assessment.option.${value}`,
      correct: value === answer,
    }));
  }
}
