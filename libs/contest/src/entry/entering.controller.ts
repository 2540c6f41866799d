import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Sender } from '#assessment';
import { UnitAmbiguous, UnitChoice } from '#identity';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import {
  ContestPagesRepository,
  type PublicContest,
  type PublicRound,
} from '../pages/contest-pages.repository.js';
import { Entries } from './entries.js';
import { entryInput } from './entry.input.js';
import { RepresentedUnits } from './represented-units.js';

const FORM = 'contest/entry/form';

/** Entering a round: the unit that one represents, how one is named, and then the questions. */
@Controller('contests/:slug/rounds/:number')
@Access('signed-in')
@Scoped('own')
export class EnteringController {
  constructor(
    private readonly pages: ContestPagesRepository,
    private readonly entries: Entries,
    private readonly represented: RepresentedUnits,
    private readonly choice: UnitChoice,
    private readonly formErrors: FormErrors,
  ) {}

  @Get('entry')
  async form(@Param('slug') slug: string, @Param('number') number: string, @CurrentActor() actor: Actor) {
    const { contest, round } = await this.pages.round(slug, number);
    const own = await this.entries.own(round.id, actor.accountId);
    if (own) return redirect(`/contest-entries/${own.entryId}`);
    if (round.state !== 'open')
      return redirect(`/contests/${slug}`, { kind: 'info', key: `contest.round-is-${round.state}` });
    return page(FORM, { ...(await this.model(contest, round, actor)), values: {} });
  }

  @Post('entries')
  @Accepts(entryInput)
  async enter(
    @Param('slug') slug: string,
    @Param('number') number: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const { contest, round } = await this.pages.round(slug, number);
    try {
      const { unit: typed, unitCode, showName } = parseInput(entryInput, body);
      // What was typed was typed on purpose; what was chosen before from the list of the person's own gives way.
      const own = await this.represented.of(actor.accountId, contest.areaPath);
      const chosen = typed && own.some((each) => each.code === unitCode) ? undefined : unitCode;
      const unit = await this.choice.resolve({ unit: typed, unitCode: chosen }, [contest.areaPath]);
      const { attemptId, entryId, created } = await this.entries.enter({
        ...{ round, accountId: actor.accountId, unitId: unit.id, showName, sender: senderOf(actor, request) },
      });
      return redirect(created ? `/attempts/${attemptId}` : `/contest-entries/${entryId}`);
    } catch (error) {
      const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
      const errors = this.formErrors.refusal(request, error);
      return page(
        FORM,
        { ...(await this.model(contest, round, actor)), candidates, values: body, errors },
        422,
      );
    }
  }

  private async model(contest: PublicContest, round: PublicRound, actor: Actor) {
    const units = await this.represented.of(actor.accountId, contest.areaPath);
    return { contest, round, units: units.map((unit, index) => ({ ...unit, checked: index === 0 })) };
  }
}

export const senderOf = (actor: Actor, request: FastifyRequest): Sender => ({
  deviceId: actor.sessionId,
  waitedMs: () => performance.now() - request.arrivedAt,
});
