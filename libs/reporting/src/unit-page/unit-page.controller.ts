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
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { PAGE_SIZE, TABS, type Tab, unitPageView } from './unit-page.view.js';
import { UnitPages } from './unit-pages.js';
import { UnitPeopleRepository } from './unit-people.repository.js';

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const unitQuery = z.object({
  class: z.preprocess(blank, z.uuid().optional()),
  tab: z.enum(Object.keys(TABS) as [Tab]).default('remind'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** Longest list that is printed: beyond it somebody wants the export. */
const SHEET_SIZE = 500;
const NOBODY = { completed: 0, learning: 0, late: 0, 'not-started': 0 };

/** The one-page view of whoever runs a unit: who is done, who is late, who to remind. */
@Controller('reports/units/:id')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class UnitPageController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly pages: UnitPages,
    private readonly people: UnitPeopleRepository,
    private readonly exports: RunningExport,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async show(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query() query: object,
    @Req() request: FastifyRequest,
  ) {
    const view = await this.view(id, actor, query, request, PAGE_SIZE);
    // A province has no list of its own people to go through: its table by unit says more.
    if (view.unit.kind === 'province' || view.unit.kind === 'country') {
      const to = view.training ? `/reports/classes/${view.training.id}` : '/reports';
      return redirect(`${to}?unit=${view.unit.code}`);
    }
    const job = await this.exports.of(actor.accountId, this.catalogue.for(localeOf(request)));
    return page('reporting/unit-page/unit', { ...view, job, now: new Date() });
  }

  /** The same list on paper. */
  @Get('sheet')
  async sheet(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query() query: object,
    @Req() request: FastifyRequest,
  ) {
    const view = await this.view(id, actor, query, request, SHEET_SIZE);
    return page('reporting/unit-page/sheet', { ...view, now: new Date() });
  }

  private async view(id: string, actor: Actor, given: object, request: FastifyRequest, size: number) {
    const { class: classId, tab, page: number } = parseInput(unitQuery, given);
    const found = await this.pages.find(await this.scopes.of(actor), id, classId);
    const counts = found.asked ? await this.people.counts(found.asked) : NOBODY;
    const people = found.asked
      ? await this.people.list(found.asked, TABS[tab], { offset: (number - 1) * size, limit: size })
      : [];
    return unitPageView({
      page: found,
      counts,
      people,
      tab,
      number,
      t: this.catalogue.for(localeOf(request)),
    });
  }
}
