import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError, InvalidInput } from '#platform/errors';
import { QuestionVersions } from '../bank/question-versions.repository.js';
import { QuestionChecks } from '../practice/checks.repository.js';
import { type Answer, questionType } from '../question-types/index.js';
import { Sections } from '../section/sections.service.js';
import { AnswerJournal, type AttemptState, SEQ_PER_DEVICE } from './answer-journal.repository.js';
import { AnswerSheet, type JournalEntry } from './answer-sheet.js';
import type { GivenAnswer } from './answers.input.js';
import type { AttemptSnapshot } from './attempt-snapshots.repository.js';
import type { Sender } from './submissions.service.js';

export interface Receipt {
  savedAt: Date;
  /** Numbers that are safe now. */
  saved: number[];
  /** Numbers that were used for something else before: send these answers again from `next` on. */
  conflicts: number[];
  /** Numbers of answers that came too late for their section or question: they are not kept. */
  refused: number[];
  next: number | null;
  /** The deadline, for pages that have not heard of extra time. */
  endsAt: Date | null;
}

/** Takes answers into the journal. */
@Injectable()
export class Answers {
  constructor(
    private readonly journal: AnswerJournal,
    private readonly questions: QuestionVersions,
    private readonly checks: QuestionChecks,
    private readonly sections: Sections,
  ) {}

  /**
   * All of them or none, but for those that their section no longer takes: they are told, and refused by
   * `assessment.question-ahead`, `.question-passed` or `.section-over` when nothing is left. Throws InvalidInput for
   * a question or option that this attempt does not have, and DomainError (409) `assessment.paused`,
   * `.deadline-passed`, `.already-submitted`, `.closed-by-invigilator`, `.other-device`; while practising
   * `.question-locked`.
   */
  async save(attempt: AttemptSnapshot, sender: Sender, given: GivenAnswer[]): Promise<Receipt> {
    const entries = await this.read(attempt, given);
    const locked = await this.locked(attempt);
    const late = entries.find(({ position, answer }) => answer !== null && locked.has(position));
    if (late) throw new DomainError('assessment.question-locked', { number: late.position });
    const saved = await this.sections.save(attempt, sender, entries);
    if (!saved.open) throw refusal(await this.journal.state(attempt.id), sender, attempt);
    const missing = saved.kept === entries.length ? [] : await this.journal.differing(attempt.id, entries);
    const refused = missing.filter((seq) => saved.refused.includes(seq));
    if (refused.length === entries.length) throw await this.sections.refusal(attempt, entries[0]!.position);
    const conflicts = missing.filter((seq) => !refused.includes(seq));
    return {
      savedAt: saved.at,
      saved: entries.map((entry) => entry.seq).filter((seq) => !missing.includes(seq)),
      conflicts,
      refused,
      next: conflicts.length > 0 ? nextSeq(await this.journal.state(attempt.id)) : null,
      endsAt: saved.endsAt,
    };
  }

  /** One question from a form: written when it says anything new. */
  async saveForm(
    attempt: AttemptSnapshot,
    sender: Sender,
    given: { position: number; answer: unknown; flagged: boolean | null },
  ): Promise<void> {
    // A question whose key is shown has no controls any more: it says nothing.
    const known = (await this.locked(attempt)).has(given.position) ? { ...given, answer: null } : given;
    const [entry] = await this.read(attempt, [{ ...known, seq: 0 }]);
    const state = await this.journal.state(attempt.id);
    const sheet = new AnswerSheet(state.journal);
    const { position, answer, flagged } = entry!;
    const before = sheet.answer(position) ?? [];
    const news = {
      position,
      answer: answer === null || JSON.stringify(before) === JSON.stringify(answer) ? null : answer,
      flagged: flagged === sheet.flagged(position) ? null : flagged,
    };
    if (news.answer === null && news.flagged === null && takesFrom(state, sender)) return;
    const saved = await this.sections.append(attempt, sender, news);
    if (!saved.open) throw refusal(await this.journal.state(attempt.id), sender, attempt);
    if (saved.refused.length > 0) throw await this.sections.refusal(attempt, position);
  }

  /** Questions of a practice attempt whose key was shown; elsewhere nothing is asked. */
  private async locked(attempt: AttemptSnapshot): Promise<Set<number>> {
    if (attempt.quiz.behaviour !== 'practice') return new Set();
    const checks = await this.checks.of(attempt.id);
    return new Set([...checks.values()].filter(({ revealed }) => revealed).map(({ position }) => position));
  }

  private async read(attempt: AttemptSnapshot, given: GivenAnswer[]): Promise<JournalEntry[]> {
    const errors: FieldError[] = [];
    if (new Set(given.map((each) => each.seq)).size < given.length)
      errors.push({ field: 'answers', code: 'assessment.seq-twice' });
    const named = given.flatMap(({ position }) => attempt.items[position - 1]?.questionVersionId ?? []);
    const versions = await this.questions.find(named);
    const entries = given.map(({ seq, position, answer, flagged }, index): JournalEntry => {
      const item = attempt.items[position - 1];
      let parsed: Answer | null = null;
      if (!item) errors.push({ field: `answers.${index}.position`, code: 'assessment.unknown-question' });
      else if (answer !== undefined && answer !== null) {
        const { type, body } = versions.get(item.questionVersionId)!;
        parsed = collecting(errors, `answers.${index}`, () =>
          questionType(type).parse(body, answer, item.options),
        );
      }
      return { seq, position, answer: parsed, flagged: flagged ?? null };
    });
    if (errors.length > 0) throw new InvalidInput(errors);
    return entries;
  }
}

/** The number that the next answer of the active device takes. */
export const nextSeq = (state: AttemptState): number =>
  Math.max(state.deviceEpoch * SEQ_PER_DEVICE, new AnswerSheet(state.journal).lastSeq) + 1;

/** Why an attempt takes no answer now, with what is kept. */
export function refusal(state: AttemptState, sender: Pick<Sender, 'deviceId'>, attempt: AttemptSnapshot) {
  const sheet = new AnswerSheet(state.journal);
  const answered = attempt.items.filter((_, index) => sheet.answered(index + 1)).length;
  const kept = { answered, total: attempt.items.length };
  if (state.paused) return new DomainError('assessment.paused', kept);
  if (state.submittedBy === 'invigilator') return new DomainError('assessment.closed-by-invigilator', kept);
  if (state.status === 'open' && !isActive(state, sender)) return new DomainError('assessment.other-device');
  const late = state.status === 'open' || state.submittedBy === 'deadline';
  return new DomainError(late ? 'assessment.deadline-passed' : 'assessment.already-submitted', kept);
}

/** Whether this device is the one that answers. */
export const isActive = (state: AttemptState, sender: Pick<Sender, 'deviceId'>): boolean =>
  state.deviceId === null || state.deviceId === sender.deviceId;

const takesFrom = (state: AttemptState, sender: Sender): boolean =>
  state.status === 'open' && !state.overdue && isActive(state, sender);

function collecting<T>(errors: FieldError[], field: string, parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    errors.push(...error.errors.map((each) => ({ ...each, field: `${field}.${each.field}` })));
    return null;
  }
}
