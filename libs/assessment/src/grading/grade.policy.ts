import type { AnswerSheet } from '../attempt/answer-sheet.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { type Answer, type Outcome, questionType, UNITS_PER_MARK } from '../question-types/index.js';
import { droppedPlaces, NO_REMEDIES, type Remedies, type Remedy } from './remedies.js';

export interface Mark {
  /** Units of each question, in the order of the attempt. */
  itemUnits: number[];
  /** Places (from 1) of the questions that count neither here nor in the total. */
  dropped: number[];
  markUnits: number;
  maxUnits: number;
  /** Per ten thousand, rounded down: nobody is shown a mark that was not reached. */
  scoreBp: number;
  passed: boolean;
}

/** Full marks of a question in units; 0 for one that is not graded. */
export const maxUnitsOf = ({ type, body }: StoredQuestion): number =>
  questionType(type).marks(body) * UNITS_PER_MARK;

/** Full marks of each question of a grade, in its order: 0 for those that do not count. */
export const maximaOf = (questions: StoredQuestion[], dropped: readonly number[]): number[] =>
  questions.map((question, index) => (dropped.includes(index + 1) ? 0 : maxUnitsOf(question)));

/** Marks an attempt in whole units; null while a person has to look at it. */
export function markAttempt(
  questions: StoredQuestion[],
  sheet: AnswerSheet,
  passPercent: number,
  remedies: Remedies = NO_REMEDIES,
): Mark | null {
  const outcomes = questions.map((question, index) =>
    markQuestion(question, sheet.answer(index + 1) ?? [], remedies.get(question.id) ?? null),
  );
  const dropped = droppedPlaces(
    questions.map(({ id }) => id),
    remedies,
  );
  const maxUnits = maximaOf(questions, dropped).reduce((sum, units) => sum + units, 0);
  const mark = total(outcomes, maxUnits, passPercent);
  return mark && { ...mark, dropped };
}

function markQuestion(question: StoredQuestion, answer: Answer, remedy: Remedy | null): Outcome {
  if (remedy?.kind === 'drop') return 0;
  if (remedy?.kind === 'credit') return maxUnitsOf(question);
  const { type, body } = remedy?.key ?? question;
  return questionType(type).grade(body, answer);
}

/** The pass mark is reached exactly or not at all. Where nothing is graded, handing in is all that was asked. */
export function total(
  outcomes: Outcome[],
  maxUnits: number,
  passPercent: number,
): Omit<Mark, 'dropped'> | null {
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
