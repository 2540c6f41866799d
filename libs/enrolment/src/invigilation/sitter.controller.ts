import { Controller, Get, Param, Post } from '@nestjs/common';
import { Accommodations, AttemptTrace, Invigilation } from '#assessment';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { INVIGILATES } from './exam-rooms.js';
import { badgeOf, storyView } from './room.view.js';
import { type At, onlyRunning, runningAttempt, SitterFinder, sitterPath } from './sitter-finder.js';

/** One person in an examination: how it goes and its story; what needs no reason is done from here. */
@Controller('invigilation/:classId/people/:enrolmentId')
@Access(...INVIGILATES)
@Scoped('unit')
export class SitterController {
  constructor(
    private readonly finder: SitterFinder,
    private readonly invigilation: Invigilation,
    private readonly accommodations: Accommodations,
    private readonly trace: AttemptTrace,
  ) {}

  @Get()
  async show(@Param() at: At, @CurrentActor() actor: Actor) {
    const { room, sitter } = await this.finder.find(at, actor);
    const [granted, trace] = await Promise.all([
      this.accommodations.list([sitter.enrolmentId]),
      sitter.attemptId ? this.trace.of(sitter.attemptId) : null,
    ]);
    return page('enrolment/invigilation/sitter', {
      ...{ room, sitter, granted },
      badge: badgeOf(sitter.state),
      base: sitterPath(at),
      open: runningAttempt(sitter).length > 0,
      paused: sitter.state === 'paused',
      story: trace ? storyView(trace.events) : [],
    });
  }

  @Post('resumption')
  async resume(@Param() at: At, @CurrentActor() actor: Actor) {
    const { sitter } = await this.finder.find(at, actor);
    await this.invigilation.resume(runningAttempt(sitter), actor.accountId);
    return done(at, 'invigilation.resumed-one');
  }

  @Post('device')
  async device(@Param() at: At, @CurrentActor() actor: Actor) {
    const { sitter } = await this.finder.find(at, actor);
    await this.invigilation.releaseDevice(onlyRunning(sitter), actor.accountId);
    return done(at, 'invigilation.device-released');
  }
}

const done = (at: At, key: string) => redirect(sitterPath(at), { kind: 'success', key });
