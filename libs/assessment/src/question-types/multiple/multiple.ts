import { z } from 'zod';
import { balancedUnits } from '../choice/balanced-units.js';
import { Choice, type Choosable } from '../choice/choice.js';
import { type Option, options } from '../choice/option.js';
import { optionRows } from '../choice/option-rows.js';
import { type Answer, type Rule } from '../question-type.js';

const SCORINGS = ['partial', 'exact'] as const;

export interface MultipleBody {
  options: Option[];
  /** `partial`: each right option gains a share and each wrong one loses as much; `exact`: all or nothing. */
  scoring: (typeof SCORINGS)[number];
}

/** Several options of which some, and not all, are right. */
export const multipleBody: z.ZodType<MultipleBody> = z.strictObject({
  options: options
    .refine((given) => given.some((option) => option.correct), 'assessment.some-right')
    // With every option right, ticking everything would be the answer.
    .refine((given) => given.some((option) => !option.correct), 'assessment.some-wrong'),
  scoring: z.enum(SCORINGS).default('partial'),
});

/** Several right options. */
export class MultipleChoice extends Choice<MultipleBody> {
  readonly code = 'multiple';
  readonly body = multipleBody;
  readonly editor = optionRows<MultipleBody>('check', 'multiple', SCORINGS);

  grade({ options, scoring }: MultipleBody, answer: Answer): number {
    return balancedUnits(options, answer, scoring);
  }

  protected input() {
    return 'checkbox' as const;
  }

  protected options(body: MultipleBody): Choosable[] {
    return body.options.map((option) => ({ ...option, label: null }));
  }

  protected override rule(body: MultipleBody): Rule {
    return { key: `assessment.question.rule.multiple-${body.scoring}` };
  }
}
