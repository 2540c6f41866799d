import type { FieldError } from '#platform/errors';
import type { Random } from '../random/random.js';

/** Units of one full mark. 840 divides by 1…8, so that partial credit for up to 8 right options is exact. */
export const UNITS_PER_MARK = 840;

export interface QuestionOption {
  id: string;
  text: string;
  correct: boolean;
  feedback?: string;
}

/** What a learner answered, as stored in the journal; [] is an answer taken back. */
export type Answer = string[];

/** A question as it is put to a learner: nothing here tells the key. */
export interface QuestionView {
  /** Partial that draws it. */
  template: string;
  /** Locale key of “choose one answer” and the like. */
  instruction: string;
  /** Locale key of the marking rule, where it needs saying. */
  rule: string | null;
  options: { id: string; text: string | null; label: string | null; checked: boolean }[];
  /** `radio` or `checkbox`. */
  input: string;
}

export type OptionVerdict = 'correct' | 'wrong' | 'missed' | 'locked';

/** A question after release: what was chosen, what is right, and why. */
export interface QuestionReview {
  template: string;
  instruction: string;
  options: {
    id: string;
    text: string | null;
    label: string | null;
    checked: boolean;
    verdict: OptionVerdict;
    feedback: string | null;
  }[];
  input: string;
}

/**
 * A kind of question. The attempt, the grading and the pages know questions only through this interface.
 * `shown` are the option ids in the order this learner sees them.
 */
export interface QuestionType {
  readonly code: string;
  /** The author gives one sentence and says whether it is true, instead of writing options. */
  readonly isStatement: boolean;
  readonly onlyOneRight: boolean;
  /** Mistakes of an author in the options, as form errors. */
  problems(options: QuestionOption[]): FieldError[];
  /** The order in which one learner sees the options. */
  order(options: QuestionOption[], random: Random): string[];
  /** Reads an answer as sent. Throws InvalidInput when it is none that could have been given. */
  parse(raw: unknown, shown: string[]): Answer;
  /** 0…UNITS_PER_MARK. */
  grade(options: QuestionOption[], answer: Answer | null): number;
  view(options: QuestionOption[], shown: string[], answer: Answer | null): QuestionView;
  review(options: QuestionOption[], shown: string[], answer: Answer | null): QuestionReview;
}
