import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, page, redirect, Scoped } from '#platform/http';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import { type AttemptSnapshot, AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { OpenAttempts } from '../attempt/open-attempts.service.js';
import { doorView } from './section.view.js';
import { planOf } from './section-plan.js';
import { Sections } from './sections.service.js';

interface Place {
  id: string;
  number: string;
}

/** The door of a section: what comes, what is left behind; beginning it starts its clock. */
@Controller('attempts/:id/sections/:number')
@Access('signed-in')
@Scoped('own')
export class SectionsController {
  constructor(
    private readonly attempts: OpenAttempts,
    private readonly snapshots: AttemptSnapshots,
    private readonly sections: Sections,
  ) {}

  @Get()
  async door(@Param() { id, number }: Place, @CurrentActor() actor: Actor) {
    return this.attempts.show(id, actor, async (attempt, state, header) => {
      const section = sectionOf(attempt, number);
      const plan = planOf(attempt.quiz);
      const progress = await this.sections.progress(attempt, state);
      const next = (progress?.begun.length ?? 0) + 1;
      if (!progress || !plan.gated || section.number < next)
        return redirect(`/attempts/${attempt.id}?question=${section.first}`);
      if (section.number > next) return redirect(`/attempts/${attempt.id}/sections/${next}`);
      const sheet = new AnswerSheet(state.journal);
      return page('assessment/section/door', { header, ...doorView(plan, progress, sheet, section) });
    });
  }

  @Post()
  async begin(@Param() { id, number }: Place, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const attempt = await this.snapshots.own(id, actor.accountId);
    const section = sectionOf(attempt, number);
    const waitedMs = () => performance.now() - request.arrivedAt;
    if (planOf(attempt.quiz).gated)
      await this.sections.begin(attempt, { deviceId: actor.sessionId, waitedMs }, section.number);
    // The page of the attempt says why, when it takes nothing from this device now.
    return redirect(`/attempts/${attempt.id}?question=${section.first}`);
  }
}

function sectionOf(attempt: AttemptSnapshot, number: string) {
  const section = /^\d{1,2}$/.test(number) ? planOf(attempt.quiz).sections[Number(number) - 1] : undefined;
  if (!section) throw new NotFound();
  return section;
}
