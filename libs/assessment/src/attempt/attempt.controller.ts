import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, redirect, Scoped } from '#platform/http';
import { LearningContext } from '../learning/learning-guide.js';
import { QuestionChecks } from '../practice/checks.repository.js';
import { whereabouts } from '../section/section.policy.js';
import { sectionClock } from '../section/section.view.js';
import { planOf, sectionAt } from '../section/section-plan.js';
import { Sections } from '../section/sections.service.js';
import { AnswerSheet } from './answer-sheet.js';
import { mapView, nextToDo, questionView, ranges, toDo } from './attempt.view.js';
import { type AttemptSnapshot, AttemptSnapshots } from './attempt-snapshots.repository.js';
import { DeviceHandover } from './device-handover.service.js';
import { OpenAttempts } from './open-attempts.service.js';
import { QuestionFrames } from './question-frames.js';

/** The pages of an open attempt: one question at a time, the whole paper for the browser module, the summary. */
@Controller('attempts/:id')
@Access('signed-in')
@Scoped('own')
export class AttemptController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly attempts: OpenAttempts,
    private readonly sections: Sections,
    private readonly devices: DeviceHandover,
    private readonly learning: LearningContext,
    private readonly checks: QuestionChecks,
    private readonly frames: QuestionFrames,
  ) {}

  @Get()
  async show(
    @Param('id') id: string,
    @Query('question') given: unknown,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    return this.attempts.show(id, actor, async (attempt, state, header) => {
      const sheet = new AnswerSheet(state.journal);
      const asked = positionOf(given, attempt);
      const plan = planOf(attempt.quiz);
      const progress = await this.sections.progress(attempt, state);
      const place = progress && whereabouts(plan, progress, asked, toDo(attempt, sheet));
      if (place && 'section' in place) return redirect(`/attempts/${attempt.id}/sections/${place.section}`);
      const position = place?.position ?? asked ?? nextToDo(attempt, sheet);
      const questions = await this.snapshots.questionsOf(attempt);
      const checks = await this.checksOf(attempt);
      const question = questionView(attempt, questions, sheet, position, checks, progress);
      const map = mapView(attempt, sheet, position, progress);
      return page('assessment/attempt/show', {
        header,
        clock: progress && sectionClock(plan, progress, position, state.deadlineAt),
        question,
        frame: this.frames.get(header, question, map, localeOf(request)),
      });
    });
  }

  /**
   * Every question at once, so that a browser that lost its connection can go on; where sections are begun one by
   * one, those of the section of `question`, and where nobody goes back none.
   */
  @Get('paper')
  async paper(@Param('id') id: string, @Query('question') given: unknown, @CurrentActor() actor: Actor) {
    return this.attempts.show(id, actor, async (attempt, state) => {
      const sheet = new AnswerSheet(state.journal);
      const plan = planOf(attempt.quiz);
      const progress = await this.sections.progress(attempt, state);
      const section = progress && sectionAt(plan, positionOf(given, attempt) ?? 1);
      const begun = section && progress.begun.some(({ number }) => number === section.number);
      if (plan.sequential || (section && !begun)) return page('assessment/attempt/paper', { questions: [] });
      const questions = await this.snapshots.questionsOf(attempt);
      const checks = await this.checksOf(attempt);
      const positions = questions.map((_, index) => index + 1);
      const shown = positions.filter((at) => !section || (at >= section.first && at <= section.last));
      return page('assessment/attempt/paper', {
        questions: shown.map((at) => questionView(attempt, questions, sheet, at, checks, progress)),
      });
    });
  }

  @Get('summary')
  async summary(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.attempts.show(id, actor, async (attempt, state, header) => {
      const place = await this.learning.place(attempt);
      const progress = await this.sections.progress(attempt, state);
      const plan = planOf(attempt.quiz);
      const sheet = new AnswerSheet(state.journal);
      const map = mapView(attempt, sheet, null, progress);
      const numbers = (of: (cell: (typeof map.cells)[number]) => boolean) =>
        ranges(map.cells.filter(of).map((cell) => cell.number));
      return page('assessment/attempt/summary', {
        header,
        handIn: place?.handIn ?? null,
        map,
        unanswered: numbers((cell) => !cell.answered),
        flagged: numbers((cell) => cell.flagged),
        sequential: plan.sequential,
        ahead: plan.gated && progress ? plan.sections.slice(progress.begun.length) : [],
        nextToDo: progress ? null : nextToDo(attempt, sheet),
      });
    });
  }

  /** Another device of the same learner takes over. */
  @Post('device')
  async takeOver(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    await this.devices.take(attempt.id, actor.accountId, actor.sessionId);
    return redirect(`/attempts/${attempt.id}`);
  }

  private checksOf(attempt: AttemptSnapshot) {
    return attempt.quiz.behaviour === 'practice' ? this.checks.of(attempt.id) : null;
  }
}

function positionOf(asked: unknown, attempt: AttemptSnapshot): number | null {
  if (asked === undefined) return null;
  const position = Number(asked);
  if (!Number.isInteger(position) || position < 1 || position > attempt.items.length) throw new NotFound();
  return position;
}
