import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import { type AttemptSnapshot, AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { QuizRemedies } from '../grading/quiz-remedies.repository.js';
import { NO_REMEDIES } from '../grading/remedies.js';
import { ResultRepository, type StoredGrade } from './result.repository.js';
import { reviewView } from './review.view.js';

/** What is asked in an attempt, what was answered, and what is right. Who may look is for the caller to say. */
@Injectable()
export class AttemptReviews {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly journal: AnswerJournal,
    private readonly results: ResultRepository,
    private readonly remedies: QuizRemedies,
    private readonly db: DataSource,
  ) {}

  /** Of a graded attempt of this account, for the template `assessment/result/review-questions`; else null. */
  async of(attemptId: string, accountId: string) {
    const attempt = await this.snapshots.own(attemptId, accountId);
    const grade = await this.results.grade(attempt.id);
    return grade && { attempt, questions: await this.questions(attempt, grade, true) };
  }

  /** Without the key nothing tells what would have been right. */
  async questions(attempt: AttemptSnapshot, grade: StoredGrade, withKey: boolean) {
    const state = await this.journal.state(attempt.id);
    const [questions, remedies] = await Promise.all([
      this.snapshots.questionsOf(attempt),
      this.remedies.of(this.db, [attempt.quiz.id]),
    ]);
    const inForce = remedies.get(attempt.quiz.id) ?? NO_REMEDIES;
    return reviewView({
      attempt,
      questions,
      sheet: new AnswerSheet(state.journal),
      grade,
      remedies: inForce,
      withKey,
    });
  }
}
