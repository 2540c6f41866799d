import { z } from 'zod';
import { Choice, type Choosable } from '../choice/choice.js';
import { type Option, options } from '../choice/option.js';
import { optionRows } from '../choice/option-rows.js';
import { type Answer, UNITS_PER_MARK } from '../question-type.js';

export interface SingleBody {
  options: Option[];
}

/** Several options of which exactly one is right. */
export const singleBody: z.ZodType<SingleBody> = z.strictObject({
  options: options.refine(
    (given) => given.filter((option) => option.correct).length === 1,
    'assessment.one-right',
  ),
});

/** One right option among several. */
export class SingleChoice extends Choice<SingleBody> {
  readonly code = 'single';
  readonly body = singleBody;
  readonly editor = optionRows<SingleBody>('pick', 'single');

  grade(body: SingleBody, answer: Answer): number {
    return answer.length === 1 && answer[0] === this.right(body)[0] ? UNITS_PER_MARK : 0;
  }

  protected input() {
    return 'radio' as const;
  }

  protected options(body: SingleBody): Choosable[] {
    return body.options.map((option) => ({ ...option, label: null }));
  }
}
