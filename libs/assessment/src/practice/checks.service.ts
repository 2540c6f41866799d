import { Injectable } from '@nestjs/common';
import { DomainError, NotFound } from '#platform/errors';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import { Answers, refusal } from '../attempt/answers.service.js';
import { type AttemptSnapshot, AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import type { Sender } from '../attempt/submissions.service.js';
import { maxUnitsOf } from '../grading/grade.policy.js';
import { questionType } from '../question-types/index.js';
import { QuestionChecks } from './checks.repository.js';

export interface CheckRequest {
  position: number;
  /** As the form has it. */
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
  ) {}

  /**
   * Saves the answer and says how it does; a question whose key was shown stays as it is. Throws NotFound outside
   * practice, DomainError (409) `assessment.check-blank` or what saving refuses.
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
    const revealed = reveal || !attempt.quiz.tryAgain || units === maxUnits;
    const written = await this.checks.write(attempt.id, sender, {
      ...{ position, answer, units, maxUnits, revealed },
    });
    if (!written) throw refusal(await this.journal.state(attempt.id), sender, attempt);
  }
}
