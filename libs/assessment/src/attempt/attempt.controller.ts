import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { LearningContext } from '../learning/learning-guide.js';
import { QuestionChecks } from '../practice/checks.repository.js';
import { AnswerJournal, type AttemptState } from './answer-journal.repository.js';
import { AnswerSheet } from './answer-sheet.js';
import { isActive } from './answers.service.js';
import { headerView, mapView, nextToDo, questionView, ranges } from './attempt.view.js';
import { type AttemptSnapshot, AttemptSnapshots } from './attempt-snapshots.repository.js';
import { DeviceHandover } from './device-handover.service.js';
import { Submissions } from './submissions.service.js';

/** The pages of an open attempt: one question at a time, the whole paper for the browser module, the summary. */
@Controller('attempts/:id')
@Access('signed-in')
@Scoped('own')
export class AttemptController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly journal: AnswerJournal,
    private readonly submissions: Submissions,
    private readonly devices: DeviceHandover,
    private readonly learning: LearningContext,
    private readonly checks: QuestionChecks,
  ) {}

  @Get()
  async show(@Param('id') id: string, @Query('question') asked: unknown, @CurrentActor() actor: Actor) {
    return this.open(id, actor, async (attempt, state, header) => {
      const sheet = new AnswerSheet(state.journal);
      const position = positionOf(asked, attempt) ?? nextToDo(mapView(attempt, sheet, null));
      const questions = await this.snapshots.questionsOf(attempt);
      const checks = await this.checksOf(attempt);
      return page('assessment/attempt/show', {
        header,
        question: questionView(attempt, questions, sheet, position, checks),
        map: mapView(attempt, sheet, position),
      });
    });
  }

  /** Every question at once, so that a browser that lost its connection can go on. */
  @Get('paper')
  async paper(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.open(id, actor, async (attempt, state) => {
      const sheet = new AnswerSheet(state.journal);
      const questions = await this.snapshots.questionsOf(attempt);
      const checks = await this.checksOf(attempt);
      return page('assessment/attempt/paper', {
        questions: questions.map((_, index) => questionView(attempt, questions, sheet, index + 1, checks)),
      });
    });
  }

  @Get('summary')
  async summary(@Param('id') id: string, @CurrentActor() actor: Actor) {
    return this.open(id, actor, async (attempt, state, header) => {
      const place = await this.learning.place(attempt);
      const map = mapView(attempt, new AnswerSheet(state.journal), null);
      const numbers = (of: (cell: (typeof map.cells)[number]) => boolean) =>
        ranges(map.cells.filter(of).map((cell) => cell.number));
      return page('assessment/attempt/summary', {
        header,
        handIn: place?.handIn ?? null,
        map,
        unanswered: numbers((cell) => !cell.answered),
        flagged: numbers((cell) => cell.flagged),
        nextToDo: nextToDo(map),
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

  private async open(
    id: string,
    actor: Actor,
    show: (
      attempt: AttemptSnapshot,
      state: AttemptState,
      header: ReturnType<typeof headerView>,
    ) => Promise<object>,
  ) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const state = await this.journal.state(attempt.id);
    // Not a change that the visit asks for: the time is over, and the sweeper would do it within a minute.
    if (state.status === 'open' && state.overdue) await this.submissions.closeOverdue([attempt.id]);
    if (state.status !== 'open' || state.overdue) return redirect(`/attempts/${attempt.id}/result`);
    const header = headerView(attempt, state, await this.learning.place(attempt));
    if (state.paused) return page('assessment/attempt/paused', { header });
    if (!isActive(state, { deviceId: actor.sessionId }))
      return page('assessment/attempt/other-device', { header });
    return show(attempt, state, header);
  }
}

function positionOf(asked: unknown, attempt: AttemptSnapshot): number | null {
  if (asked === undefined) return null;
  const position = Number(asked);
  if (!Number.isInteger(position) || position < 1 || position > attempt.items.length) throw new NotFound();
  return position;
}
