import { type SectionPlan, sectionAt } from './section-plan.js';

/** How far an attempt has come, where questions are not open all the time. */
export interface Progress {
  now: Date;
  /** Sections that were begun, in their order. */
  begun: { number: number; deadlineAt: Date | null }[];
  /** The question that a learner who never goes back has come to. */
  reached: number;
}

/** `ahead`: not come to yet; `passed`: left behind for good; `over`: the time of its section is over. */
export type QuestionState = 'open' | 'ahead' | 'passed' | 'over';

/** Whether a question takes an answer that arrives now; `graceSeconds` count after the time of its section. */
export function questionState(
  plan: SectionPlan,
  { now, begun, reached }: Progress,
  position: number,
  graceSeconds = 0,
): QuestionState {
  const section = plan.gated ? sectionAt(plan, position) : null;
  const own = begun.find(({ number }) => number === section?.number);
  if (section && !own) return 'ahead';
  if (plan.sequential && position !== reached) return position < reached ? 'passed' : 'ahead';
  if (own?.deadlineAt && now.getTime() > own.deadlineAt.getTime() + graceSeconds * 1000) return 'over';
  return 'open';
}

/** Milliseconds for a section: extra time for the whole is extra time for its parts, in proportion. */
export const sectionTime = (minutes: number, quizMinutes: number, extraMinutes: number): number =>
  Math.floor((minutes * (quizMinutes + extraMinutes) * 60_000) / quizMinutes);

/** The page to show: a question, or the door of the section to begin. */
export type Whereabouts = { position: number } | { section: number };

/** `asked` is the question somebody wants to see; `todo` those without an answer, in their order. */
export function whereabouts(
  plan: SectionPlan,
  progress: Progress,
  asked: number | null,
  todo: number[],
): Whereabouts {
  const { begun, reached } = progress;
  const next = begun.length + 1;
  if (plan.gated && begun.length === 0) return { section: 1 };
  if (plan.sequential) return { position: asked !== null && asked <= reached ? asked : reached };
  if (asked !== null)
    return questionState(plan, progress, asked) === 'ahead' ? { section: next } : { position: asked };
  const open = todo.find((position) => questionState(plan, progress, position) === 'open');
  if (open !== undefined) return { position: open };
  return next <= plan.sections.length ? { section: next } : { position: plan.sections.at(-1)!.first };
}
