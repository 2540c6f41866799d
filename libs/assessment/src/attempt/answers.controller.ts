import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { LearningContext } from '../learning/learning-guide.js';
import { planOf, sectionAt } from '../section/section-plan.js';
import { SECTION_REFUSALS, Sections } from '../section/sections.service.js';
import { AnswerJournal } from './answer-journal.repository.js';
import { AnswerLimits } from './answer-limits.js';
import { answerForm, answersInput } from './answers.input.js';
import { Answers, refusal } from './answers.service.js';
import { headerView } from './attempt.view.js';
import { type AttemptSnapshot, AttemptSnapshots } from './attempt-snapshots.repository.js';
import { type Sender, Submissions } from './submissions.service.js';

/** Saving and handing in. The same addresses take the browser module's JSON and plain forms. */
@Controller('attempts/:id')
@Access('signed-in')
@Scoped('own')
export class AnswersController {
  constructor(
    private readonly snapshots: AttemptSnapshots,
    private readonly limits: AnswerLimits,
    private readonly answers: Answers,
    private readonly journal: AnswerJournal,
    private readonly submissions: Submissions,
    private readonly learning: LearningContext,
    private readonly sections: Sections,
  ) {}

  @Post('answers')
  @HttpCode(200)
  @Accepts(answersInput)
  async save(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    this.limits.take(attempt.id);
    const sender = senderOf(actor, request);
    if (isJson(request))
      return this.answers.save(attempt, sender, parseInput(answersInput, request.body).answers);
    const form = parseInput(answerForm, request.body);
    return this.kindly(attempt, async () => {
      const { question: position, answer, flag, go } = form;
      const flagged = flag === undefined ? null : flag === 'on';
      if (!form.looking) await this.answers.saveForm(attempt, sender, { position, answer, flagged });
      if (!form.looking && go === position + 1) await this.sections.advance(attempt, sender, position);
      if (go === 'section') {
        const next = (sectionAt(planOf(attempt.quiz), position)?.number ?? 0) + 1;
        return redirect(`/attempts/${attempt.id}/sections/${next}`);
      }
      if (go === 'summary') return redirect(`/attempts/${attempt.id}/summary`);
      return redirect(`/attempts/${attempt.id}?question=${go ?? position}`);
    });
  }

  /** Handing in twice is handing in once. */
  @Post('submission')
  @HttpCode(200)
  async submit(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const sender = senderOf(actor, request);
    const result = `/attempts/${attempt.id}/result`;
    if (wantsJson(request)) {
      reply.header('location', result);
      return { outcome: await this.handIn(attempt, sender), result };
    }
    return this.kindly(attempt, async () => {
      const outcome = await this.handIn(attempt, sender);
      const late = { kind: 'info', key: 'assessment.submission.too-late' } as const;
      return redirect(result, outcome === 'too-late' ? late : undefined);
    });
  }

  private async handIn(attempt: AttemptSnapshot, sender: Sender) {
    const outcome = await this.submissions.submit(attempt.id, sender);
    if (outcome) return outcome;
    const state = await this.journal.state(attempt.id);
    if (state.status === 'open') throw refusal(state, sender, attempt);
    return 'already' as const;
  }

  /** A refusal of a form becomes a page that says what is kept and where to go on. */
  private async kindly(attempt: AttemptSnapshot, work: () => Promise<object>) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.status !== 409) throw error;
      if (SECTION_REFUSALS.has(error.code))
        return redirect(`/attempts/${attempt.id}`, { kind: 'info', key: `section.told.${error.code}` });
      const state = await this.journal.state(attempt.id);
      const header = headerView(attempt, state, await this.learning.place(attempt));
      if (error.code === 'assessment.other-device')
        return page('assessment/attempt/other-device', { header, unsaved: true }, 409);
      if (error.code === 'assessment.paused')
        return page('assessment/attempt/paused', { header, unsaved: true }, 409);
      return page('assessment/attempt/closed', { header, code: error.code, ...error.params }, 409);
    }
  }
}

const isJson = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/json');
const wantsJson = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').startsWith('application/json');

const senderOf = (actor: Actor, request: FastifyRequest): Sender => ({
  deviceId: actor.sessionId,
  waitedMs: () => performance.now() - request.arrivedAt,
});
