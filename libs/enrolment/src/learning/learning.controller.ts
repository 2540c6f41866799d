import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  type Redirect,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { Examinations } from '../examination/examinations.js';
import { Progress } from '../progress/progress.js';
import { Learning } from './learning.js';
import { nextAction } from './next-action.js';
import { expectNoInput } from './no-input.js';
import { orBack } from './or-back.js';
import { outlinePageView } from './outline-page.view.js';

/** One enrolment of the signed-in person: outline, beginning, examination. */
@Controller('learn/:enrolmentId')
@Access('signed-in')
@Scoped('own')
export class LearningController {
  constructor(
    private readonly learning: Learning,
    private readonly progress: Progress,
    private readonly examinations: Examinations,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(@Param('enrolmentId') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const learning = await this.learning.of(actor.accountId, id);
    const t = this.catalogue.for(localeOf(request));
    return page('enrolment/learning/outline-page', outlinePageView(learning, t));
  }

  /** “Bắt đầu học”: from here on the enrolment counts as started. */
  @Post('start')
  start(
    @Param('enrolmentId') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect> {
    expectNoInput(body);
    return orBack(id, async () => {
      await this.progress.begin(actor.accountId, id);
      const action = nextAction(await this.learning.of(actor.accountId, id));
      return redirect(action && !action.post ? action.href : `/learn/${id}`);
    });
  }

  @Post('attempts')
  startExamination(
    @Param('enrolmentId') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect> {
    expectNoInput(body);
    return orBack(id, async () => {
      const { attemptId } = await this.examinations.start(actor, id);
      return redirect(`/attempts/${attemptId}`);
    });
  }
}
