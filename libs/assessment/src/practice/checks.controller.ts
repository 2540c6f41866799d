import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, parseInput, redirect, Scoped } from '#platform/http';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { AnswerLimits } from '../attempt/answer-limits.js';
import { answerForm } from '../attempt/answers.input.js';
import { headerView } from '../attempt/attempt.view.js';
import { AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { LearningContext } from '../learning/learning-guide.js';
import { SECTION_REFUSALS } from '../section/sections.service.js';
import { Checking } from './checks.service.js';

/** “Kiểm tra câu này”: a form, with scripts and without. */
@Controller('attempts/:id/checks')
@Access('signed-in')
@Scoped('own')
export class ChecksController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly limits: AnswerLimits,
    private readonly checking: Checking,
    private readonly journal: AnswerJournal,
    private readonly learning: LearningContext,
  ) {}

  @Post()
  async check(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    this.limits.take(attempt.id);
    const { reveal, ...controls } = body;
    const form = parseInput(answerForm, controls);
    const back = `/attempts/${attempt.id}?question=${form.question}`;
    const sender = { deviceId: actor.sessionId, waitedMs: () => performance.now() - request.arrivedAt };
    try {
      const answer = form.looking ? null : form.answer;
      const asked = { position: form.question, answer, reveal: reveal === 'on' };
      await this.checking.check(attempt, sender, asked);
      return redirect(`${back}#verdict`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.status !== 409) throw error;
      if (error.code === 'assessment.check-blank')
        return redirect(back, { kind: 'info', key: 'assessment.practice.blank' });
      if (SECTION_REFUSALS.has(error.code))
        return redirect(`/attempts/${attempt.id}`, { kind: 'info', key: `section.told.${error.code}` });
      const place = await this.learning.place(attempt);
      const header = headerView(attempt, await this.journal.state(attempt.id), place);
      if (error.code === 'assessment.other-device')
        return page('assessment/attempt/other-device', { header, unsaved: true }, 409);
      return page('assessment/attempt/closed', { header, code: error.code, ...error.params }, 409);
    }
  }
}
