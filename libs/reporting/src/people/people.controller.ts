import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor, localeOf, page, parseInput, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { sum } from '../overview/counts.js';
import { FiguresRepository } from '../overview/figures.repository.js';
import { ReportLinks } from '../scope/report-links.js';
import { peopleQuery } from '../scope/report-query.input.js';
import { ReportRequests } from '../scope/report-request.js';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { PeopleRepository } from './people.repository.js';
import { PAGE_SIZE, peopleView } from './people.view.js';

/** The people behind each number of a report. */
@Controller('reports')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class PeopleController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ReportRequests,
    private readonly people: PeopleRepository,
    private readonly figures: FiguresRepository,
    private readonly catalogue: Catalogue,
  ) {}

  @Get('people')
  all(@CurrentActor() actor: Actor, @Query() query: object, @Req() request: FastifyRequest) {
    return this.show(actor, null, query, request);
  }

  @Get('classes/:id/people')
  one(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query() query: object,
    @Req() request: FastifyRequest,
  ) {
    return this.show(actor, id, query, request);
  }

  private async show(actor: Actor, classId: string | null, given: object, request: FastifyRequest) {
    const query = parseInput(peopleQuery, given);
    const asked = await this.requests.resolve(await this.scopes.of(actor), classId, query);
    const slice = { order: query.order, offset: (query.page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
    const [count, people, figures] = await Promise.all([
      this.people.count(asked.filter, query.state),
      this.people.list(asked.filter, query.state, slice),
      this.figures.read(asked.filter),
    ]);
    const { state: _, order: __, page: ___, ...filters } = query;
    const view = peopleView({
      ...{ request: asked, query, people, count },
      totals: sum(figures.units.map(({ counts }) => counts)),
      links: new ReportLinks(classId, filters),
      t: this.catalogue.for(localeOf(request)),
    });
    return page('reporting/people/people', { ...view, now: new Date() });
  }
}
