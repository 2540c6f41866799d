import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform/errors';
import { AnswerJournal, type AttemptState, type Saved } from '../attempt/answer-journal.repository.js';
import type { JournalEntry } from '../attempt/answer-sheet.js';
import type { AttemptSnapshot } from '../attempt/attempt-snapshots.repository.js';
import { GRACE_SECONDS } from '../attempt/deadline.js';
import type { Sender } from '../attempt/submissions.service.js';
import { type Progress, questionState } from './section.policy.js';
import { type SavedInSections, SectionJournal } from './section-journal.repository.js';
import { planOf, type SectionPlan, sectionAt } from './section-plan.js';

const NONE_REFUSED: number[] = [];
const REFUSALS = {
  ahead: 'assessment.question-ahead',
  passed: 'assessment.question-passed',
  over: 'assessment.section-over',
} as const;
export const SECTION_REFUSALS: ReadonlySet<string> = new Set(Object.values(REFUSALS));

/** Saves answers as the sections of the quiz take them. */
@Injectable()
export class Sections {
  constructor(
    private readonly journal: AnswerJournal,
    private readonly sections: SectionJournal,
  ) {}

  /** Null where every question is open as long as the attempt is: nothing is read then. */
  async progress(attempt: AttemptSnapshot, state: AttemptState): Promise<Progress | null> {
    const plan = planOf(attempt.quiz);
    if (!restricts(plan)) return null;
    const reached = state.journal.reduce((most, { position }) => Math.max(most, position), 1);
    return { now: state.now, reached, begun: plan.gated ? await this.sections.begun(attempt.id) : [] };
  }

  async save(attempt: AttemptSnapshot, sender: Sender, entries: JournalEntry[]): Promise<SavedInSections> {
    const plan = planOf(attempt.quiz);
    if (!restricts(plan)) return all(await this.journal.save(attempt.id, sender, entries));
    const placed = entries.map((entry) => ({ ...entry, section: numberOf(plan, entry.position) }));
    return this.sections.save(attempt.id, sender, placed, plan.sequential);
  }

  async append(
    attempt: AttemptSnapshot,
    sender: Sender,
    entry: Omit<JournalEntry, 'seq'>,
  ): Promise<SavedInSections> {
    const plan = planOf(attempt.quiz);
    if (!restricts(plan)) return all(await this.journal.append(attempt.id, sender, entry));
    const placed = { ...entry, section: numberOf(plan, entry.position) };
    return this.sections.append(attempt.id, sender, placed, plan.sequential);
  }

  /** Leaves a question for the next one of its section; where one may go back, nothing is to be done. */
  async advance(attempt: AttemptSnapshot, sender: Sender, position: number): Promise<void> {
    const plan = planOf(attempt.quiz);
    const last = plan.gated ? sectionAt(plan, position)?.last : attempt.items.length;
    if (plan.sequential && position !== last) await this.sections.advance(attempt.id, sender, position);
  }

  /** False when the attempt takes nothing from this device now. */
  async begin(attempt: AttemptSnapshot, sender: Sender, number: number): Promise<boolean> {
    const plan = planOf(attempt.quiz);
    const { minutes, first } = plan.sections[number - 1]!;
    const mark = plan.sequential ? first : null;
    const quizMinutes = attempt.quiz.minutes;
    return this.sections.begin(attempt.id, sender, { number, minutes, quizMinutes, mark });
  }

  /** Why a question takes no answer now. */
  async refusal(attempt: AttemptSnapshot, position: number): Promise<DomainError> {
    const progress = (await this.progress(attempt, await this.journal.state(attempt.id)))!;
    const why = questionState(planOf(attempt.quiz), progress, position, GRACE_SECONDS);
    return new DomainError(REFUSALS[why === 'open' ? 'over' : why], { number: position });
  }
}

const restricts = (plan: SectionPlan): boolean => plan.gated || plan.sequential;
const numberOf = (plan: SectionPlan, position: number): number =>
  plan.gated ? (sectionAt(plan, position)?.number ?? 0) : 0;
const all = (saved: Saved): SavedInSections => ({ ...saved, refused: NONE_REFUSED });
