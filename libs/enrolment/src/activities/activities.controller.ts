import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Attempts } from '#assessment';
import { DomainError, NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, redirect, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { Learning } from '../learning/learning.js';
import { expectNoInput } from '../learning/no-input.js';
import { dayText } from '../learning/words.js';
import { activityView } from './activity.view.js';

/** Practice and surveys of a course, for whoever is enrolled in it while its class is open. */
@Controller('learn/:enrolmentId/activities/:slug')
@Access('signed-in')
@Scoped('own')
export class ActivitiesController {
  constructor(
    private readonly learning: Learning,
    private readonly attempts: Attempts,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(@Param() place: Place, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const { learning, activity } = await this.find(place, actor);
    const { attempts } = await this.attempts.standing(learning.mine.id, activity.quiz.id);
    const t = this.catalogue.for(localeOf(request));
    return page('enrolment/activities/show', activityView(learning, activity, attempts, t));
  }

  @Post('attempts')
  async start(@Param() place: Place, @CurrentActor() actor: Actor, @Body() body: unknown) {
    expectNoInput(body);
    const { learning, activity } = await this.find(place, actor);
    const { mine } = learning;
    try {
      if (mine.phase === 'ahead')
        throw new DomainError('enrolment.class-ahead', { date: dayText(mine.startsOn) });
      if (mine.phase === 'over')
        throw new DomainError('enrolment.class-over', { date: dayText(mine.endsOn) });
      const { attemptId } = await this.attempts.start({
        ...{ quizId: activity.quiz.id, accountId: actor.accountId },
        ...{ enrolmentId: mine.id, deviceId: actor.sessionId },
      });
      return redirect(`/attempts/${attemptId}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const flash = { kind: 'error', key: `errors.${error.code}`, params: error.params } as const;
      return redirect(`/learn/${mine.id}/activities/${activity.lesson.slug}`, flash);
    }
  }

  private async find({ enrolmentId, slug }: Place, actor: Actor) {
    const learning = await this.learning.of(actor.accountId, enrolmentId);
    const activity = learning.sheet.activities.find(({ lesson }) => lesson.slug === slug);
    if (!activity) throw new NotFound();
    return { learning, activity };
  }
}

interface Place {
  enrolmentId: string;
  slug: string;
}
