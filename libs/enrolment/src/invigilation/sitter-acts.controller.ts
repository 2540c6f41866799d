import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Accommodations, accommodationInput, Invigilation } from '#assessment';
import { DomainError } from '#platform/errors';
import { Accepts, Access, type Actor, CurrentActor, parseInput, redirect, Scoped } from '#platform/http';
import { newId } from '#platform/ids';
import { type Act, ActForms } from './act-forms.js';
import { INVIGILATES } from './exam-rooms.js';
import { reasonInput } from './invigilation.input.js';
import { type At, onlyRunning, runningAttempt, SitterFinder, sitterPath } from './sitter-finder.js';

/** What is done to one person's examination for a reason that is kept. */
@Controller('invigilation/:classId/people/:enrolmentId')
@Access(...INVIGILATES)
@Scoped('unit')
export class SitterActsController {
  constructor(
    private readonly finder: SitterFinder,
    private readonly invigilation: Invigilation,
    private readonly accommodations: Accommodations,
    private readonly forms: ActForms,
  ) {}

  @Get('time')
  async timeForm(@Param() at: At, @CurrentActor() actor: Actor) {
    return this.forms.show(await this.act('time', at, actor));
  }

  @Post('time')
  @Accepts(accommodationInput)
  async time(
    @Param() at: At,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: object,
  ) {
    return this.forms.trying(await this.act('time', at, actor), request, body, async () => {
      const { reason, minutes, attempts, once } = parseInput(accommodationInput, body);
      const { sitter } = await this.finder.find(at, actor);
      if (!sitter.quizId) throw new DomainError('enrolment.no-examination');
      const grant = { minutes, attempts, once: once === 'on', reason };
      const { enrolmentId, quizId } = sitter;
      const acted = await this.accommodations.grant([{ enrolmentId, quizId }], {
        ...{ ...grant, grantId: newId(), grantedBy: actor.accountId },
      });
      if (acted === 0) throw new DomainError('assessment.not-sitting');
      return done(at, 'invigilation.granted-one');
    });
  }

  @Get('pause')
  async pauseForm(@Param() at: At, @CurrentActor() actor: Actor) {
    return this.forms.show(await this.act('pause', at, actor));
  }

  @Post('pause')
  @Accepts(reasonInput)
  async pause(
    @Param() at: At,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: object,
  ) {
    return this.forms.trying(await this.act('pause', at, actor), request, body, async () => {
      const { reason } = parseInput(reasonInput, body);
      const { sitter } = await this.finder.find(at, actor);
      const acted = await this.invigilation.pause(runningAttempt(sitter), {
        actorId: actor.accountId,
        reason,
      });
      if (acted.length === 0) throw new DomainError('assessment.not-sitting');
      return done(at, 'invigilation.paused-one');
    });
  }

  @Get('closing')
  async closeForm(@Param() at: At, @CurrentActor() actor: Actor) {
    return this.forms.show(await this.act('closing', at, actor));
  }

  @Post('closing')
  @Accepts(reasonInput)
  async close(
    @Param() at: At,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: object,
  ) {
    return this.forms.trying(await this.act('closing', at, actor), request, body, async () => {
      const { reason } = parseInput(reasonInput, body);
      const { sitter } = await this.finder.find(at, actor);
      await this.invigilation.close(onlyRunning(sitter), { actorId: actor.accountId, reason });
      return done(at, 'invigilation.closed-one');
    });
  }

  private async act(act: Act['act'], at: At, actor: Actor): Promise<Act> {
    const { room, sitter } = await this.finder.find(at, actor);
    return {
      act,
      room,
      q: '',
      who: sitter.fullName,
      action: `${sitterPath(at)}/${act}`,
      back: sitterPath(at),
    };
  }
}

const done = (at: At, key: string) => redirect(sitterPath(at), { kind: 'success', key });
