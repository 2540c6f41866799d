import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '#platform/errors';
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
import { StandingsRepository } from '../standing/standings.repository.js';
import { senderOf } from './entering.controller.js';
import { Entries } from './entries.js';
import { nameChoice, predictionInput } from './entry.input.js';
import { entryView } from './entry.view.js';
import { OwnEntriesRepository } from './own-entries.repository.js';

/** One's own entries: going on, handing in with the prediction, and what came of it. */
@Controller('contest-entries')
@Access('signed-in')
@Scoped('own')
export class EntryController {
  constructor(
    private readonly own: OwnEntriesRepository,
    private readonly entries: Entries,
    private readonly standings: StandingsRepository,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return page('contest/entry/list', { entries: await this.own.all(actor.accountId) });
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const entry = await this.own.own(id, actor.accountId);
    const count = await this.standings.newest(entry.roundId);
    const place = count?.public ? await this.standings.placeOf(count.id, entry.id) : null;
    return page('contest/entry/show', { entry: entryView(entry, count, place) });
  }

  /** Handing in twice is handing in once, and what was foretold first stays. */
  @Post(':id/submission')
  @Accepts(predictionInput)
  async handIn(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ) {
    const entry = await this.own.own(id, actor.accountId);
    const address = `/contest-entries/${entry.id}`;
    try {
      const { prediction } = parseInput(predictionInput, body);
      const outcome = await this.entries.handIn(entry, prediction, senderOf(actor, request));
      if (outcome === 'too-late')
        return redirect(address, { kind: 'info', key: 'assessment.submission.too-late' });
      // Nothing was closed: handed in before, or another device has it, which the attempt's own page says.
      return redirect(outcome || entry.status !== 'open' ? address : `/attempts/${entry.attemptId}`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return redirect(`/attempts/${entry.attemptId}/summary`, {
        kind: 'error',
        key: 'contest.prediction-wrong',
      });
    }
  }

  @Post(':id/name')
  @Accepts(nameChoice)
  async name(@Param('id') id: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    const entry = await this.own.own(id, actor.accountId);
    const { show } = parseInput(nameChoice, body);
    await this.entries.showName(entry.id, show === 'yes');
    return redirect(`/contest-entries/${entry.id}`, { kind: 'success', key: `contest.name-choice-${show}` });
  }
}
