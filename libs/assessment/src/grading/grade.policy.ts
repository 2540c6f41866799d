import type { AnswerSheet } from '../attempt/answer-sheet.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { type Outcome, questionType, UNITS_PER_MARK } from '../question-types/index.js';

export interface Mark {
  /** Units of each question, in the order of the attempt. */
  itemUnits: number[];
  markUnits: number;
  maxUnits: number;
  /** Per ten thousand, rounded down: nobody is shown a mark that was not reached. */
  scoreBp: number;
  passed: boolean;
}

/** Full marks of a question in units; 0 for one that is not graded. */
export const maxUnitsOf = ({ type, body }: StoredQuestion): number =>
  questionType(type).marks(body) * UNITS_PER_MARK;

/** Marks an attempt in whole units; null while a person has to look at it. */
export function markAttempt(
  questions: StoredQuestion[],
  sheet: AnswerSheet,
  passPercent: number,
): Mark | null {
  const outcomes = questions.map(({ type, body }, index) =>
    questionType(type).grade(body, sheet.answer(index + 1) ?? []),
  );
  return total(
    outcomes,
    questions.reduce((sum, question) => sum + maxUnitsOf(question), 0),
    passPercent,
  );
}

/** The pass mark is reached exactly or not at all. Where nothing is graded, handing in is all that was asked. */
export function total(outcomes: Outcome[], maxUnits: number, passPercent: number): Mark | null {
  const itemUnits = outcomes.filter((outcome) => outcome !== 'needs-person');
  if (itemUnits.length < outcomes.length) return null;
  const markUnits = itemUnits.reduce((sum, units) => sum + units, 0);
  return {
    itemUnits,
    markUnits,
    maxUnits,
    scoreBp: maxUnits === 0 ? 10_000 : Math.floor((markUnits * 10_000) / maxUnits),
    passed: markUnits * 100 >= passPercent * maxUnits,
  };
}
