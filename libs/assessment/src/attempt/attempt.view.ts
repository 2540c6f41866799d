import type { StoredQuestion } from '../bank/question-versions.repository.js';
import type { LearningPlace } from '../learning/learning-guide.js';
import { checkView } from '../practice/check.view.js';
import type { Check } from '../practice/checks.repository.js';
import { questionType } from '../question-types/index.js';
import { type Progress, questionState } from '../section/section.policy.js';
import { sectionLimits, sectionView } from '../section/section.view.js';
import { type PlannedSection, planOf, sectionAt } from '../section/section-plan.js';
import type { AttemptState } from './answer-journal.repository.js';
import { AnswerSheet } from './answer-sheet.js';
import { nextSeq } from './answers.service.js';
import type { AttemptSnapshot } from './attempt-snapshots.repository.js';
import { clockText } from './clock-text.js';

const LAST_MINUTES = 5;

/** What every page of an open attempt shows at its top. */
export function headerView(attempt: AttemptSnapshot, state: AttemptState, place: LearningPlace | null) {
  const secondsLeft = Math.max(0, Math.ceil((state.deadlineAt.getTime() - state.now.getTime()) / 1000));
  return {
    attemptId: attempt.id,
    behaviour: attempt.quiz.behaviour,
    isExamination: attempt.quiz.behaviour === 'examination',
    isSurvey: attempt.quiz.behaviour === 'survey',
    quizTitle: attempt.quiz.title,
    courseTitle: place?.courseTitle ?? null,
    number: attempt.number,
    allowed: Math.max(attempt.number, attempt.retakes.attempts),
    endsAt: state.deadlineAt,
    now: state.now,
    remaining: clockText(secondsLeft),
    minutesLeft: Math.floor(secondsLeft / 60),
    timerState: secondsLeft === 0 ? 'over' : secondsLeft <= LAST_MINUTES * 60 ? 'last' : 'normal',
    savedAt: state.savedAt ?? attempt.startedAt,
    nextSeq: nextSeq(state),
  };
}

/** One question as put to the learner, with the ways to go on. */
export function questionView(
  attempt: AttemptSnapshot,
  questions: StoredQuestion[],
  sheet: AnswerSheet,
  position: number,
  /** Those of a practice attempt; null elsewhere. */
  checks: ReadonlyMap<number, Check> | null = null,
  /** Where questions are not open all the time. */
  progress: Progress | null = null,
) {
  const plan = planOf(attempt.quiz);
  const limits = progress && sectionLimits(plan, progress, position);
  const question = questions[position - 1]!;
  const total = questions.length;
  const last = limits?.last ?? total;
  const shown = attempt.items[position - 1]!.options;
  return {
    position,
    total,
    stem: question.stem,
    section: sectionView(plan, position),
    ...limits,
    last,
    flagged: sheet.flagged(position),
    previous: position > 1 ? position - 1 : null,
    next: position < last ? position + 1 : null,
    // Where the buttons lead; one that leads nowhere is hidden.
    toPrevious: Math.max(1, position - 1),
    toNext: Math.min(last, position + 1),
    ...questionType(question.type).view(question.body, shown, sheet.answer(position) ?? [], 'answer'),
    ...(checks && checkView(attempt.id, question, shown, checks.get(position))),
  };
}

/** The numbered map with its counts. */
export function mapView(
  attempt: AttemptSnapshot,
  sheet: AnswerSheet,
  current: number | null,
  progress: Progress | null = null,
) {
  const plan = planOf(attempt.quiz);
  const cells = attempt.items.map((_, index) => ({
    number: index + 1,
    ...partOf(sectionAt(plan, index + 1), index + 1),
    answered: sheet.answered(index + 1),
    flagged: sheet.flagged(index + 1),
    current: index + 1 === current,
    ...(progress && { locked: questionState(plan, progress, index + 1) === 'ahead' }),
  }));
  const answered = cells.filter((cell) => cell.answered).length;
  return {
    cells,
    total: cells.length,
    answered,
    unanswered: cells.length - answered,
    flagged: cells.filter((cell) => cell.flagged).length,
  };
}

/** The heading above the first question of a section. */
const partOf = (section: PlannedSection | null, position: number) =>
  section?.first === position ? { part: { number: section.number, title: section.title } } : {};

/** What is left to do: questions without an answer, then those flagged. */
export function toDo(attempt: AttemptSnapshot, sheet: AnswerSheet): number[] {
  const positions = attempt.items.map((_, index) => index + 1);
  const blank = positions.filter((position) => !sheet.answered(position));
  return [...blank, ...positions.filter((position) => sheet.flagged(position))];
}

/** The question to continue with: the first that is left to do, else the first. */
export const nextToDo = (attempt: AttemptSnapshot, sheet: AnswerSheet): number =>
  toDo(attempt, sheet)[0] ?? 1;

/** Neighbouring numbers as one link: 7, 19, 23–30. */
export function ranges(numbers: number[]): { from: number; to: number; single: boolean }[] {
  const found: { from: number; to: number; single: boolean }[] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last.to === number - 1) Object.assign(last, { to: number, single: false });
    else found.push({ from: number, to: number, single: true });
  }
  return found;
}
