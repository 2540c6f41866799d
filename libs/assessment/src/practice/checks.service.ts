import { Injectable } from '@nestjs/common';
import { DomainError, NotFound } from '#platform/errors';
import { AnswerJournal, type AttemptState } from '../attempt/answer-journal.repository.js';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import { Answers, refusal } from '../attempt/answers.service.js';
import { type AttemptSnapshot, AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import type { Sender } from '../attempt/submissions.service.js';
import { maxUnitsOf } from '../grading/grade.policy.js';
import { questionType } from '../question-types/index.js';
import { questionState } from '../section/section.policy.js';
import { planOf } from '../section/section-plan.js';
import { Sections } from '../section/sections.service.js';
import { QuestionChecks } from './checks.repository.js';

export interface CheckRequest {
  position: number;
  /** As the form has it; null: as it is saved. */
  answer: unknown;
  /** Show the key although the answer is not right; only after a try. */
  reveal: boolean;
}

/** Checks single questions of a practice attempt while it is open. */
@Injectable()
export class Checking {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly answers: Answers,
    private readonly journal: AnswerJournal,
    private readonly checks: QuestionChecks,
    private readonly sections: Sections,
  ) {}

  /**
   * Saves the answer and says how it does; a question whose key was shown stays as it is. One that its section takes
   * no more is checked as it was saved, and its key shown: there is no other try. Throws NotFound outside practice,
   * DomainError (409) `assessment.check-blank` or what saving refuses.
   */
  async check(attempt: AttemptSnapshot, sender: Sender, request: CheckRequest): Promise<void> {
    const { position } = request;
    const question = (await this.snapshots.questionsOf(attempt))[position - 1];
    if (attempt.quiz.behaviour !== 'practice' || !question) throw new NotFound();
    const before = (await this.checks.of(attempt.id)).get(position);
    if (before?.revealed) return;
    await this.answers.saveForm(attempt, sender, { position, answer: request.answer, flagged: null });
    const state = await this.journal.state(attempt.id);
    const answer = new AnswerSheet(state.journal).answer(position) ?? [];
    const reveal = request.reveal && before !== undefined;
    if (answer.length === 0 && !reveal) throw new DomainError('assessment.check-blank');
    const outcome = questionType(question.type).grade(question.body, answer);
    const units = outcome === 'needs-person' ? 0 : outcome;
    const maxUnits = outcome === 'needs-person' ? 0 : maxUnitsOf(question);
    const again = attempt.quiz.tryAgain && (await this.takesMore(attempt, state, position));
    const revealed = reveal || !again || units === maxUnits;
    const written = await this.checks.write(attempt.id, sender, {
      ...{ position, answer, units, maxUnits, revealed },
    });
    if (!written) throw refusal(await this.journal.state(attempt.id), sender, attempt);
  }

  private async takesMore(attempt: AttemptSnapshot, state: AttemptState, position: number): Promise<boolean> {
    const progress = await this.sections.progress(attempt, state);
    return progress === null || questionState(planOf(attempt.quiz), progress, position) === 'open';
  }
}
