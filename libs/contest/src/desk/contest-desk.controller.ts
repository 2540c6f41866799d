import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { QuestionBanks } from '#assessment';
import { UnitAmbiguous, UnitChoice } from '#identity';
import { Units } from '#organisation';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { Contests } from '../plan/contests.js';
import { newContestInput } from '../plan/plan.input.js';
import { ContestDesk, RUNS } from './contest-desk.js';

const FORM = 'contest/desk/form';

/** Contests for those who run them. */
@Controller('admin/contests')
@Access('programme-admin', 'system-admin', 'auditor')
@Scoped('unit')
export class ContestDeskController {
  constructor(
    private readonly desk: ContestDesk,
    private readonly contests: Contests,
    private readonly banks: QuestionBanks,
    private readonly choice: UnitChoice,
    private readonly units: Units,
    private readonly formErrors: FormErrors,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor) {
    return page('contest/desk/list', {
      contests: await this.desk.contests(actor),
      mayCreate: hasRole(actor, ...RUNS),
    });
  }

  @Get('new')
  @Access(...RUNS)
  async blank(@CurrentActor() actor: Actor) {
    const mine = await this.units.byPaths(scopePaths(actor, ...RUNS));
    const values = {
      ...{ count: '10', minutes: '10', rounds: '4', days: '5', standingsAfter: '12' },
      unit: mine.length === 1 ? mine[0]?.name : undefined,
      ...{ prediction: 'entrants', tieBreak: 'prediction' },
    };
    return page(FORM, { values, banks: await this.bankOptions() });
  }

  @Post()
  @Access(...RUNS)
  @Accepts(newContestInput)
  async create(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: Record<string, unknown>,
  ) {
    try {
      const input = parseInput(newContestInput, body);
      const unit = await this.choice.resolve(input, scopePaths(actor, ...RUNS));
      const t = this.catalogue.for(localeOf(request));
      const titleOf = (round: number) => t('contest.round-number', { number: round });
      const id = await this.contests.create(input, unit.id, titleOf, actor.accountId);
      return redirect(`/admin/contests/${id}`, { kind: 'success', key: 'contest.created' });
    } catch (error) {
      const candidates = error instanceof UnitAmbiguous ? error.candidates : [];
      const errors = this.formErrors.refusal(request, error);
      return page(FORM, { values: body, errors, candidates, banks: await this.bankOptions() }, 422);
    }
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const contest = await this.desk.contest(id, actor);
    return page('contest/desk/show', { contest, rounds: await this.desk.rounds(id, actor) });
  }

  @Post(':id/publication')
  @Access(...RUNS)
  async publish(@Param('id') id: string, @CurrentActor() actor: Actor) {
    const contest = await this.desk.contest(id, actor);
    if (!contest.owned) throw new NotFound();
    await this.contests.publish(id, actor.accountId);
    return redirect(`/admin/contests/${id}`, { kind: 'success', key: 'contest.published-now' });
  }

  private async bankOptions() {
    const banks = await this.banks.list();
    return banks.map(({ id, title, questions }) => ({ value: id, label: `${title} (${questions})` }));
  }
}
