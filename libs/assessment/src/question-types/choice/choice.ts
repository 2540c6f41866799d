import type { z } from 'zod';
import type { Random } from '../../random/random.js';
import { refused } from '../answer-parts.js';
import type { QuestionEditor } from '../editor/question-editor.js';
import type {
  Answer,
  Outcome,
  QuestionReview,
  QuestionType,
  QuestionView,
  Rule,
  Verdict,
} from '../question-type.js';
import { idAt } from '../shown-numbers.js';

/** One thing to choose: the author's text, or a word of the interface (a locale key). */
export interface Choosable {
  id: string;
  text: string | null;
  label: string | null;
  correct: boolean;
  feedback?: string | undefined;
}

/** What questions answered by choosing among options have in common. */
export abstract class Choice<Body> implements QuestionType<Body> {
  abstract readonly code: string;
  abstract readonly body: z.ZodType<Body>;
  abstract readonly editor: QuestionEditor<Body>;
  readonly answersByPart = false;

  protected abstract options(body: Body): Choosable[];
  abstract grade(body: Body, answer: Answer): Outcome;
  protected abstract input(body: Body): 'radio' | 'checkbox';
  /** Template of this folder's parent that draws it; `<template>-review` after release. */
  protected readonly template: string = 'choice/choice';

  marks(): number {
    return 1;
  }

  order(body: Body, random: Random): string[] {
    return random.shuffle(this.options(body).map((option) => option.id));
  }

  /** Option ids in shown order, so that the same choice is always the same answer. */
  parse(body: Body, raw: unknown, shown: string[]): Answer {
    const most = this.input(body) === 'radio' ? 1 : shown.length;
    if (!Array.isArray(raw) || raw.length > most || new Set(raw).size < raw.length)
      throw refused('assessment.answer-shape');
    const chosen = raw.map((number) => idAt(shown, number));
    return shown.filter((id) => chosen.includes(id));
  }

  right(body: Body): Answer {
    return this.options(body)
      .filter((option) => option.correct)
      .map((option) => option.id);
  }

  view(body: Body, shown: string[], answer: Answer, field: string): QuestionView {
    return {
      template: `assessment/question-types/${this.template}`,
      instruction: `assessment.question.instruction.${this.code}`,
      rule: this.rule(body),
      field,
      ...this.extra(body, shown, field),
      input: this.input(body),
      options: inOrder(this.options(body), shown).map(({ id, text, label }, index) => ({
        number: index + 1,
        text,
        label,
        checked: answer.includes(id),
      })),
    };
  }

  review(body: Body, shown: string[], answer: Answer): QuestionReview {
    return {
      template: `assessment/question-types/${this.template}-review`,
      instruction: `assessment.question.instruction.${this.code}`,
      ...this.extra(body, shown, null),
      input: this.input(body),
      options: inOrder(this.options(body), shown).map(({ id, text, label, correct, feedback }, index) => {
        const checked = answer.includes(id);
        const verdict = verdictOf(correct, checked);
        return { number: index + 1, text, label, checked, verdict, feedback: feedback ?? null };
      }),
    };
  }

  protected rule(_body: Body): Rule | null {
    return null;
  }

  /** What the templates need besides the options; `field` is null once keys are released. */
  protected extra(_body: Body, _shown: string[], _field: string | null): object {
    return {};
  }
}

function verdictOf(correct: boolean, checked: boolean): Verdict {
  if (correct) return checked ? 'correct' : 'missed';
  return checked ? 'wrong' : 'locked';
}

/** Those things in the order of the ids. */
export function inOrder<T extends { id: string }>(options: T[], shown: string[]): T[] {
  return shown.flatMap((id) => options.find((option) => option.id === id) ?? []);
}
