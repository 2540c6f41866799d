import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Classes, ProgrammeScope, Targets } from '#enrolment';
import { Access, type Actor, CurrentActor, localeOf, page, Scoped, scopePaths } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { REPORT_ROLES } from '../scope/report-scope.js';
import { TargetFiguresRepository } from './target-figures.repository.js';
import { targetsView } from './targets.view.js';

/** A programme against the targets of its units, as far as they are one's own. */
@Controller('reports/programmes')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class TargetsReportController {
  constructor(
    private readonly programmes: ProgrammeScope,
    private readonly targets: Targets,
    private readonly figures: TargetFiguresRepository,
    private readonly classes: Classes,
    private readonly catalogue: Catalogue,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const programme = await this.programmes.get(id, actor);
    const targets = await this.targets.of(id, scopePaths(actor, ...REPORT_ROLES));
    const reached = await this.figures.of(
      id,
      targets.map(({ unit }) => unit.id),
    );
    const today = await this.classes.today();
    const t = this.catalogue.for(localeOf(request));
    return page('reporting/targets/targets', targetsView({ programme, targets, reached, today, t }));
  }
}
