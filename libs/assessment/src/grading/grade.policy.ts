import type { AnswerSheet } from '../attempt/answer-sheet.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { questionType, UNITS_PER_MARK } from '../question-types/index.js';

export interface Mark {
  /** Units of each question, in the order of the attempt. */
  itemUnits: number[];
  markUnits: number;
  maxUnits: number;
  /** Per ten thousand, rounded down: nobody is shown a mark that was not reached. */
  scoreBp: number;
  passed: boolean;
}

/** Marks an attempt: one mark per question, in whole units. The pass mark is reached exactly or not at all. */
export function markAttempt(questions: StoredQuestion[], sheet: AnswerSheet, passPercent: number): Mark {
  const itemUnits = questions.map((question, index) =>
    questionType(question.type).grade(question.options, sheet.answer(index + 1)),
  );
  const markUnits = itemUnits.reduce((sum, units) => sum + units, 0);
  const maxUnits = questions.length * UNITS_PER_MARK;
  return {
    itemUnits,
    markUnits,
    maxUnits,
    scoreBp: Math.floor((markUnits * 10_000) / maxUnits),
    passed: markUnits * 100 >= passPercent * maxUnits,
  };
}
