import { z } from 'zod';
import { Choice, type Choosable } from '../choice/choice.js';
import { type Option, options } from '../choice/option.js';
import { optionRows } from '../choice/option-rows.js';
import { type Answer, type Rule, UNITS_PER_MARK } from '../question-type.js';

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
  protected readonly input = 'checkbox';

  /** mark × max(0, right chosen − wrong chosen) / number of right options. */
  grade({ options, scoring }: MultipleBody, answer: Answer): number {
    const right = options.filter((option) => option.correct).length;
    const chosen = options.filter((option) => answer.includes(option.id));
    const hits = chosen.filter((option) => option.correct).length;
    const balance = hits - (chosen.length - hits);
    if (scoring === 'exact') return balance === right ? UNITS_PER_MARK : 0;
    return (UNITS_PER_MARK / right) * Math.max(0, balance);
  }

  protected options(body: MultipleBody): Choosable[] {
    return body.options.map((option) => ({ ...option, label: null }));
  }

  protected override rule(body: MultipleBody): Rule {
    return { key: `assessment.question.rule.multiple-${body.scoring}` };
  }
}
