import type { z } from 'zod';
import type { Random } from '../random/random.js';
import type { QuestionEditor } from './editor/question-editor.js';

/** Units of one mark: divisible by 1…12 and by 100, so that every share and every whole percentage is exact. */
export const UNITS_PER_MARK = 138_600;

/** At most so many parts share the mark of a question. */
export const MOST_PARTS = 12;

/**
 * What a learner answered, as stored in the journal: one text for each control of the form that holds something.
 * `answer` gives its value, `answer.<part>` gives `<part>=<value>`, by the ids of the body. [] is no answer, or one
 * taken back.
 */
export type Answer = string[];

/** Units earned, whole and from 0 to the full marks; or only a person can tell. */
export type Outcome = number | 'needs-person';

/** A locale key with the one number that its words may name. */
export interface Rule {
  key: string;
  count?: number;
}

/** A question as it is put to a learner, with what its template needs. Nothing here tells the key. */
export interface QuestionView {
  /** Partial that draws it. */
  template: string;
  /** Locale key of “choose one answer” and the like. */
  instruction: string;
  /** How it is marked, where that needs saying. */
  rule: Rule | null;
  /** Name of its form controls: `answer`, or the beginning of `answer.<part>`. */
  field: string;
  [part: string]: unknown;
}

/** How a part of an answer stands once keys are released; `locked`: neither right nor chosen. */
export type Verdict = 'correct' | 'wrong' | 'missed' | 'locked';

/** A question after release: what was answered, what is right, and why. */
export interface QuestionReview {
  template: string;
  instruction: string;
  [part: string]: unknown;
}

/**
 * A kind of question. The attempt, the grading, the result and the authoring know questions only through this
 * interface. `Body` is what the type asks and its key, as stored with a version of a question; `shown` are the
 * ids of what is shuffled, in the order this learner sees them.
 */
export interface QuestionType<Body = unknown> {
  readonly code: string;
  /** Checks a body as an author or a file gives it: messages are locale keys, ids left out are given by place. */
  readonly body: z.ZodType<Body>;
  readonly editor: QuestionEditor<Body>;
  /** Its controls are `answer.<part>`; else the one name `answer` is all of it. */
  readonly answersByPart: boolean;
  /** How many marks the question is worth; 0 when it is not graded. */
  marks(body: Body): number;
  /** The order in which one learner sees what is shuffled. */
  order(body: Body, random: Random): string[];
  /**
   * Reads an answer as the form of `view` sends it, in a list of texts: things are named by their numbers in the
   * order shown, never by their ids. The same answer always comes out the same. Throws InvalidInput when it is
   * none that could have been given.
   */
  parse(body: Body, raw: unknown, shown: string[]): Answer;
  grade(body: Body, answer: Answer): Outcome;
  /** An answer that earns all marks; [] when there is none. */
  right(body: Body): Answer;
  /** `field`: the name of its form controls. */
  view(body: Body, shown: string[], answer: Answer, field: string): QuestionView;
  review(body: Body, shown: string[], answer: Answer): QuestionReview;
}
