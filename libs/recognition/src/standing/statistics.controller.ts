import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock, localYear } from '#platform/clock';
import { NotFound } from '#platform/errors';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  FormErrors,
  hasRole,
  page,
  parseInput,
  redirect,
  Scoped,
  scopePaths,
} from '#platform/http';
import { READS } from '../decision/reads.js';
import { GROUPS } from '../rule/rule.policy.js';
import { figures } from './statistics.policy.js';
import { StatisticsRepository, type StatisticsUnit } from './statistics.repository.js';
import { Targets, targetInput } from './targets.js';

const HERE = '/recognitions/statistics';

/** How many people of a unit are confirmed, by group, against how many are to be. */
@Controller('recognitions/statistics')
@Access(...READS)
@Scoped('unit')
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly targets: Targets,
    private readonly clock: Clock,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  async show(@Query() query: Record<string, string>, @CurrentActor() actor: Actor) {
    const unit = await this.statistics.unit(query['unit'] || null, scopePaths(actor, ...READS));
    if (!unit) throw new NotFound();
    return this.page(unit, actor);
  }

  @Post('targets')
  @Access('programme-admin')
  @Accepts(targetInput)
  async set(
    @Body() body: Record<string, string>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const scope = scopePaths(actor, 'programme-admin');
    const unit = await this.statistics.unit(String(body?.['unit'] ?? '') || null, scope);
    if (!unit) throw new NotFound();
    try {
      await this.targets.set(unit.id, parseInput(targetInput, body), actor.accountId);
    } catch (error) {
      return this.page(unit, actor, { values: body, errors: this.formErrors.refusal(request, error) });
    }
    return redirect(`${HERE}?unit=${unit.code}`, { kind: 'success', key: 'recognition.statistics.saved' });
  }

  private async page(
    unit: StatisticsUnit,
    actor: Actor,
    refused?: { values: Record<string, string>; errors: unknown },
  ) {
    const year = localYear(this.clock.now());
    const [counts, targets, below] = await Promise.all([
      this.statistics.counts(unit.path),
      this.statistics.targets(unit.id, year),
      this.statistics.below(unit.path, year),
    ]);
    const model = {
      ...{ unit, year: String(year), mayTarget: hasRole(actor, 'programme-admin') },
      rows: figures(counts, targets).map((row) => ({
        ...row,
        label: `recognition.group.${row.group}`,
        percent: row.permille === null ? null : row.permille / 10,
      })),
      below: below.map((each) => ({ ...each, href: `${HERE}?unit=${each.code}` })),
      groups: GROUPS.map((value) => ({ value, key: `recognition.group.${value}` })),
      ...(refused ?? { values: { year: String(year) } }),
    };
    return page('recognition/standing/statistics', model, refused ? 422 : 200);
  }
}
