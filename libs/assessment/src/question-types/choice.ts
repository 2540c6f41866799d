import { type FieldError, InvalidInput } from '#platform/errors';
import type { Random } from '../random/random.js';
import {
  type Answer,
  type OptionVerdict,
  type QuestionOption,
  type QuestionReview,
  type QuestionType,
  type QuestionView,
  UNITS_PER_MARK,
} from './question-type.js';

const ID = /^[a-z0-9-]{1,40}$/;

/** What questions answered by choosing among options have in common; the subclasses say how many count. */
export abstract class Choice implements QuestionType {
  abstract readonly code: string;
  protected abstract readonly input: 'radio' | 'checkbox';
  /** At most how many options may be chosen. */
  protected abstract readonly most: number;
  protected readonly rule: string | null = null;
  readonly isStatement: boolean = false;

  get onlyOneRight(): boolean {
    return this.most === 1;
  }

  problems(options: QuestionOption[]): FieldError[] {
    const problems: FieldError[] = [];
    if (options.length < 2 || options.length > 8)
      problems.push({ field: 'options', code: 'assessment.option-count' });
    if (new Set(options.map((option) => option.id)).size < options.length)
      problems.push({ field: 'options', code: 'assessment.option-id-twice' });
    options.forEach((option, index) => {
      if (!ID.test(option.id)) problems.push({ field: `options.${index}.id`, code: 'input.invalid' });
      if (options.some((other, before) => before < index && other.text === option.text))
        problems.push({ field: `options.${index}.text`, code: 'assessment.option-text-twice' });
    });
    return problems;
  }

  order(options: QuestionOption[], random: Random): string[] {
    return random.shuffle(options.map((option) => option.id));
  }

  /** Option ids in shown order, so that the same choice is always the same answer. */
  parse(raw: unknown, shown: string[]): Answer {
    const chosen = raw ?? [];
    if (!Array.isArray(chosen) || chosen.length > this.most || new Set(chosen).size < chosen.length)
      throw new InvalidInput([{ field: 'answer', code: 'assessment.answer-shape' }]);
    if (!chosen.every((id) => typeof id === 'string' && shown.includes(id)))
      throw new InvalidInput([{ field: 'answer', code: 'assessment.unknown-option' }]);
    return shown.filter((id) => chosen.includes(id));
  }

  grade(options: QuestionOption[], answer: Answer | null): number {
    const right = options.find((option) => option.correct)?.id;
    return answer?.length === 1 && answer[0] === right ? UNITS_PER_MARK : 0;
  }

  view(options: QuestionOption[], shown: string[], answer: Answer | null): QuestionView {
    return {
      template: 'assessment/question-types/choice',
      instruction: `assessment.question.instruction.${this.code}`,
      rule: this.rule,
      input: this.input,
      options: inOrder(options, shown).map(({ id, text }) => ({
        id,
        ...this.wording(id, text),
        checked: answer?.includes(id) ?? false,
      })),
    };
  }

  review(options: QuestionOption[], shown: string[], answer: Answer | null): QuestionReview {
    return {
      template: 'assessment/question-types/choice-review',
      instruction: `assessment.question.instruction.${this.code}`,
      input: this.input,
      options: inOrder(options, shown).map(({ id, text, correct, feedback }) => {
        const checked = answer?.includes(id) ?? false;
        return {
          id,
          ...this.wording(id, text),
          checked,
          verdict: verdictOf(correct, checked),
          feedback: feedback ?? null,
        };
      }),
    };
  }

  /** An option is the author's text, or a word of the interface (a locale key). */
  protected wording(_id: string, text: string): { text: string | null; label: string | null } {
    return { text, label: null };
  }
}

function verdictOf(correct: boolean, checked: boolean): OptionVerdict {
  if (correct) return checked ? 'correct' : 'missed';
  return checked ? 'wrong' : 'locked';
}

function inOrder(options: QuestionOption[], shown: string[]): QuestionOption[] {
  return shown.flatMap((id) => options.find((option) => option.id === id) ?? []);
}
