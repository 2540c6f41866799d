import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  page,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { RunningExport } from '../export/running-export.js';
import { ReportLinks } from '../scope/report-links.js';
import { reportQuery } from '../scope/report-query.input.js';
import { ReportRequests } from '../scope/report-request.js';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { overviewView } from './overview.view.js';
import { Overviews } from './overviews.js';
import { SORTS } from './unit-row.js';

const overviewQuery = reportQuery.extend({
  sort: z.enum(SORTS).default('missing'),
  order: z.enum(['asc', 'desc']).default('desc'),
  all: z.literal('1').optional(),
});

/** Statistics of a class, or of all classes that one may see. */
@Controller('reports')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class OverviewController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ReportRequests,
    private readonly overviews: Overviews,
    private readonly exports: RunningExport,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async all(@CurrentActor() actor: Actor, @Query() query: object, @Req() request: FastifyRequest) {
    const own = Object.keys(query).length === 0 ? onlyUnit(actor) : null;
    if (own) return redirect(`/reports/units/${own}`);
    return this.show(actor, null, query, request);
  }

  @Get('classes/:id')
  async one(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query() query: object,
    @Req() request: FastifyRequest,
  ) {
    return this.show(actor, id, query, request);
  }

  private async show(actor: Actor, classId: string | null, given: object, request: FastifyRequest) {
    const { sort, order, all, ...query } = parseInput(overviewQuery, given);
    const asked = await this.requests.resolve(await this.scopes.of(actor), classId, query);
    const view = overviewView({
      request: asked,
      overview: await this.overviews.of(asked),
      links: new ReportLinks(classId, query),
      query,
      sort,
      descending: order === 'desc',
      all: Boolean(all),
      t: this.catalogue.for(localeOf(request)),
    });
    const job = await this.exports.of(actor.accountId, this.catalogue.for(localeOf(request)));
    return page('reporting/overview/overview', { ...view, job, now: new Date() });
  }
}

/** Somebody who runs one commune or office and nothing else wants the page of that unit first. */
function onlyUnit(actor: Actor): string | null {
  const grants = actor.grants.filter((grant) => (REPORT_ROLES as readonly string[]).includes(grant.role));
  const [grant] = grants;
  const small = grant && grant.role === 'unit-manager' && grant.unitPath.split('.').length > 2;
  return grants.length === 1 && small ? grant.unitId : null;
}
