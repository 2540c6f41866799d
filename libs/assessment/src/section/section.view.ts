import type { AnswerSheet } from '../attempt/answer-sheet.js';
import { clockText } from '../attempt/clock-text.js';
import { type Progress, type QuestionState, questionState } from './section.policy.js';
import { type PlannedSection, type SectionPlan, sectionAt } from './section-plan.js';

/** The heading of a question: its section and how far it is in it. Null where the quiz is one piece. */
export function sectionView(plan: SectionPlan, position: number) {
  const section = sectionAt(plan, position);
  return (
    section && {
      number: section.number,
      of: plan.sections.length,
      title: section.title,
      instructions: section.instructions,
      place: position - section.first + 1,
      questions: section.last - section.first + 1,
    }
  );
}

/** What a question may be used for and where one goes on from it, where questions are not open all the time. */
export function sectionLimits(plan: SectionPlan, progress: Progress, position: number) {
  const state: QuestionState = questionState(plan, progress, position);
  const section = plan.gated ? sectionAt(plan, position) : null;
  const isLast = section === null || section.number === plan.sections.length;
  return {
    readOnly: state === 'open' ? null : state,
    sequential: plan.sequential,
    gated: plan.gated,
    /** The next question closes this one. */
    closes: plan.sequential && state === 'open',
    ...(section && { last: section.last }),
    /** Behind the last question of a section comes the next one. */
    nextSection: section && !isLast && position <= section.last ? section.number + 1 : null,
  };
}

/** The clock of the section of a question; null when it has none of its own that would end before the whole. */
export function sectionClock(plan: SectionPlan, { now, begun }: Progress, position: number, endsAt: Date) {
  const section = plan.gated ? sectionAt(plan, position) : null;
  const own = begun.find(({ number }) => number === section?.number)?.deadlineAt;
  if (!section || !own || own >= endsAt || own <= now) return null;
  const seconds = Math.ceil((own.getTime() - now.getTime()) / 1000);
  return {
    ...{ number: section.number, endsAt: own, now, remaining: clockText(seconds) },
    state: seconds <= 5 * 60 ? 'last' : 'normal',
  };
}

/** The page between two sections. */
export function doorView(plan: SectionPlan, progress: Progress, sheet: AnswerSheet, next: PlannedSection) {
  const before = plan.sections[next.number - 2] ?? null;
  const positions = before ? range(before.first, before.last) : [];
  const ends = progress.begun.at(-1)?.deadlineAt;
  return {
    next: { ...next, questions: next.last - next.first + 1 },
    of: plan.sections.length,
    sequential: plan.sequential,
    before: before && {
      number: before.number,
      title: before.title,
      questions: positions.length,
      answered: positions.filter((position) => sheet.answered(position)).length,
      over: ends !== undefined && ends !== null && progress.now > ends,
      href: plan.sequential ? progress.reached : before.first,
    },
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
