import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CIRCULAR, Frameworks } from '#competency';
import { DomainError } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, redirect, Scoped } from '#platform/http';
import type { Locale } from '#platform/i18n';
import { AnswerJournal, type AttemptState } from '../attempt/answer-journal.repository.js';
import { AttemptRepository } from '../attempt/attempt.repository.js';
import { type AttemptSnapshot, AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { withExtra } from '../attempt/retakes.policy.js';
import { LearningContext, type LearningPlace } from '../learning/learning-guide.js';
import { AttemptReviews } from './attempt-reviews.js';
import { feedbackReleased, markReleased } from './feedback.policy.js';
import { GradeNotices } from './grade-notices.js';
import { heldBackView } from './held-back.view.js';
import { ResultRepository, type ToldGrade } from './result.repository.js';
import { resultView, thanksView, waitingView } from './result.view.js';

/** The framework to whose components questions are mapped: Circular 02/2025/TT-BGDĐT. */
const FRAMEWORK = CIRCULAR;

/** How long an answer waits for a grade under way: a page that somebody looks at, a fragment in the background. */
const PATIENCE_MS = { page: 800, fragment: 5_000 };

/** What somebody who goes through their answers looks for first. */
const MISSED: ReadonlySet<string> = new Set(['wrong', 'partly', 'blank']);

/** What a learner sees after handing in. */
@Controller('attempts/:id')
@Access('signed-in')
@Scoped('own')
export class ResultController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly journal: AnswerJournal,
    private readonly attempts: AttemptRepository,
    private readonly results: ResultRepository,
    private readonly learning: LearningContext,
    private readonly frameworks: Frameworks,
    private readonly notices: GradeNotices,
    private readonly reviews: AttemptReviews,
  ) {}

  @Get('result')
  async result(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const entered = attempt.entryId && (await this.learning.place(attempt));
    if (entered) return redirect(entered.href);
    const polled = request.headers['hx-request'] !== undefined;
    const [state, place] = await Promise.all([
      this.settled(attempt.id, polled ? PATIENCE_MS.fragment : PATIENCE_MS.page),
      this.learning.placeToTell(attempt),
    ]);
    if (state.status === 'open') return redirect(`/attempts/${attempt.id}`);
    // Nothing is marked, so there is nothing to wait for.
    if (attempt.quiz.behaviour === 'survey')
      return page('assessment/result/thanks', thanksView(attempt, state, place));
    const told = state.status === 'graded' ? await this.results.toTell(attempt.id, place?.groupId) : null;
    const name = actor.name.split(' ').at(-1) ?? actor.name;
    if (!told) {
      const view = polled ? 'assessment/result/waiting-state' : 'assessment/result/waiting';
      return page(view, { waiting: waitingView(attempt, state, name) });
    }
    // The waiting page asks for a fragment; the result is a page of its own.
    if (polled) reply.header('hx-refresh', 'true');
    const { quiz } = attempt;
    if (!markReleased({ quiz, release: told.release }))
      return page('assessment/result/held-back', {
        held: heldBackView(attempt, state, told.release, place, name),
      });
    const view = quiz.behaviour === 'practice' ? 'assessment/result/practice' : 'assessment/result/show';
    return page(view, await this.model(attempt, state, told, place, actor, localeOf(request)));
  }

  @Get('review')
  async review(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const { quiz } = attempt;
    const place = await this.learning.placeToTell(attempt);
    const [{ attempts, extraAttempts }, told] = await Promise.all([
      this.attempts.standing(attempt.enrolmentId, quiz.id),
      this.results.toTell(attempt.id, place?.groupId),
    ]);
    const retakes = withExtra(attempt.retakes, extraAttempts);
    const released = { quiz, release: told?.release ?? null, attempts, retakes };
    if (!told || !feedbackReleased(released, 'review'))
      throw new DomainError('assessment.feedback-not-released', {}, 403);
    const withKey = feedbackReleased(released, 'key');
    const questions = await this.reviews.questions(attempt, told.grade, withKey);
    return page('assessment/result/review', {
      attemptId: attempt.id,
      quizTitle: quiz.title,
      number: attempt.number,
      withKey,
      questions,
      missed: questions.flatMap(({ outcome, position }) => (MISSED.has(outcome) ? position : [])),
    });
  }

  /** The state, after waiting a moment for a grade that is under way. */
  private async settled(attemptId: string, patienceMs: number): Promise<AttemptState> {
    const grade = await this.notices.listen(attemptId);
    try {
      const state = await this.journal.state(attemptId);
      if (state.status !== 'submitted') return state;
      await grade.within(patienceMs);
      return await this.journal.state(attemptId);
    } finally {
      grade.stop();
    }
  }

  private async model(
    attempt: AttemptSnapshot,
    state: AttemptState,
    { grade, release }: ToldGrade,
    place: LearningPlace | null,
    actor: Actor,
    locale: Locale,
  ) {
    const [questions, standing, framework, earlier, nextStep] = await Promise.all([
      this.snapshots.questionsOf(attempt),
      this.attempts.standing(attempt.enrolmentId, attempt.quiz.id),
      this.frameworks.find(FRAMEWORK),
      this.results.earlier(attempt.id, grade.revision),
      grade.passed ? this.learning.nextStep(attempt, locale) : null,
    ]);
    const submittedAt = state.submittedAt as Date;
    const byDeadline = state.submittedBy === 'deadline';
    const result = resultView({
      attempt,
      grade,
      release,
      earlier,
      submittedAt,
      byDeadline,
      now: state.now,
      questions,
      standing,
      framework,
      place,
    });
    return { result, nextStep, name: actor.name.split(' ').at(-1) };
  }
}
