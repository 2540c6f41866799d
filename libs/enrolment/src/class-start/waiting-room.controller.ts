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
import { Learning } from '../learning/learning.js';
import { expectNoInput } from '../learning/no-input.js';
import { orBack } from '../learning/or-back.js';
import { waitingRoomView } from './waiting-room.view.js';

/** Where a learner waits for the common start of their class, and starts. */
@Controller('learn/:enrolmentId/waiting-room')
@Access('signed-in')
@Scoped('own')
export class WaitingRoomController {
  constructor(
    private readonly learning: Learning,
    private readonly examinations: Examinations,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(@Param('enrolmentId') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const learning = await this.learning.of(actor.accountId, id);
    const room = waitingRoomView(learning, this.catalogue.for(localeOf(request)));
    // Nothing to wait for: lessons are missing, the class is over, or the attempt exists.
    return room ? page('enrolment/class-start/waiting-room', { room }) : redirect(`/learn/${id}#exam`);
  }

  @Post('attempts')
  start(
    @Param('enrolmentId') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect> {
    expectNoInput(body);
    return orBack(id, async () => {
      const { attemptId } = await this.examinations.startPrepared(actor, id);
      return redirect(`/attempts/${attemptId}`);
    });
  }
}
