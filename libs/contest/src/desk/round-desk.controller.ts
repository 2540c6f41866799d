import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localMinute } from '#platform/clock';
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
import { TaskRepository } from '#platform/tasks';
import { reasonInput, roundInput } from '../plan/plan.input.js';
import { Rounds } from '../plan/rounds.js';
import { RECOUNT_TASK } from '../standing/count-round.job.js';
import { Disqualifications } from '../standing/disqualifications.js';
import { StandingsRepository } from '../standing/standings.repository.js';
import { ContestDesk, type DeskRound, RUNS } from './contest-desk.js';

const SHOW = 'contest/desk/round';
const ENTRIES_SHOWN = 50;
const search = z.object({ code: z.string().max(20).catch('').default('') });

/** One round for those who run it: its times and questions, its entries, its counts. */
@Controller('admin/contest-rounds/:id')
@Access('programme-admin', 'system-admin', 'auditor')
@Scoped('unit')
export class RoundDeskController {
  constructor(
    private readonly desk: ContestDesk,
    private readonly rounds: Rounds,
    private readonly standings: StandingsRepository,
    private readonly disqualifications: Disqualifications,
    private readonly tasks: TaskRepository,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Query() given: unknown) {
    const round = await this.desk.round(id, actor);
    return page(SHOW, await this.model(round, parseInput(search, given).code));
  }

  @Post()
  @Access(...RUNS)
  @Accepts(roundInput)
  async change(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const round = await this.desk.roundToRun(id, actor);
    return this.again(round, request, body, async () => {
      await this.rounds.change(id, parseInput(roundInput, body), actor.accountId);
      return 'contest.round-saved';
    });
  }

  @Post('questions')
  @Access(...RUNS)
  async fix(@Param('id') id: string, @CurrentActor() actor: Actor) {
    await this.desk.roundToRun(id, actor);
    await this.rounds.fix(id, actor.accountId);
    return redirect(`/admin/contest-rounds/${id}`, { kind: 'success', key: 'contest.round-fixed' });
  }

  @Post('recounts')
  @Access(...RUNS)
  @Accepts(reasonInput)
  async recount(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const round = await this.desk.roundToRun(id, actor);
    try {
      const { reason } = parseInput(reasonInput, body);
      const task = await this.tasks.start(RECOUNT_TASK, { roundId: id, reason }, actor.accountId);
      return redirect(`/tasks/${task}`);
    } catch (error) {
      return this.refused(error, round, request, {});
    }
  }

  @Post('entries/:entryId/disqualification')
  @Access(...RUNS)
  @Accepts(reasonInput)
  async disqualify(
    @Param('id') id: string,
    @Param('entryId') entryId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    const round = await this.desk.roundToRun(id, actor);
    await this.desk.entry(id, entryId);
    try {
      await this.disqualifications.add(entryId, parseInput(reasonInput, body).reason, actor.accountId);
      return redirect(`/admin/contest-rounds/${id}`, { kind: 'success', key: 'contest.disqualified-now' });
    } catch (error) {
      return this.refused(error, round, request, {});
    }
  }

  @Post('entries/:entryId/readmission')
  @Access(...RUNS)
  async readmit(@Param('id') id: string, @Param('entryId') entryId: string, @CurrentActor() actor: Actor) {
    await this.desk.roundToRun(id, actor);
    await this.desk.entry(id, entryId);
    await this.disqualifications.remove(entryId, actor.accountId);
    return redirect(`/admin/contest-rounds/${id}`, { kind: 'success', key: 'contest.readmitted-now' });
  }

  private async again(round: DeskRound, request: FastifyRequest, body: object, work: () => Promise<string>) {
    try {
      return redirect(`/admin/contest-rounds/${round.id}`, { kind: 'success', key: await work() });
    } catch (error) {
      return this.refused(error, round, request, body);
    }
  }

  private async refused(error: unknown, round: DeskRound, request: FastifyRequest, values: object) {
    const model = await this.model(round, '');
    const errors = this.formErrors.refusal(request, error);
    return page(SHOW, { ...model, values: { ...model.values, ...values }, errors }, 422);
  }

  private async model(round: DeskRound, code: string) {
    const { opensAt, closesAt, standingsAt, title, tag, questions } = round;
    const count = await this.standings.newest(round.id);
    return {
      ...{ round, code },
      values: {
        ...{ title, tag, count: String(questions) },
        ...{
          opensAt: localMinute(opensAt),
          closesAt: localMinute(closesAt),
          standingsAt: localMinute(standingsAt),
        },
      },
      count,
      outdated: count !== null && (await this.standings.outdated(count.id)),
      entries: await this.desk.entries(round.id, code, ENTRIES_SHOWN),
    };
  }
}

/** As the browser's own field for moments takes it, in the time of Việt Nam. */
