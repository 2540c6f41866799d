import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CIRCULAR, Frameworks } from '#competency';
import { Units } from '#organisation';
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
import { branchesOf } from '../overview/unit-tree.js';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { examView } from './exam.view.js';
import { ExamFiguresRepository } from './exam-figures.repository.js';
import { ExamLinks } from './exam-links.js';
import { examQuery } from './exam-query.input.js';
import { ExamRequests } from './exam-requests.js';

/** Results of the examinations of a class, as a whole and by unit. */
@Controller('reports/classes/:id/exams')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class ExamsController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly figures: ExamFiguresRepository,
    private readonly units: Units,
    private readonly frameworks: Frameworks,
    private readonly catalogue: Catalogue,
  ) {}

  /** The examination most people are to sit; the others are on its page. */
  @Get()
  async first(@Param('id') id: string, @CurrentActor() actor: Actor, @Query() given: object) {
    const { unit, own, group } = parseInput(examQuery, given);
    const { training, ids } = await this.requests.quizzesOf(await this.scopes.of(actor), id);
    if (ids[0]) return redirect(new ExamLinks(training.id, ids[0], { unit, own, group }).overview());
    return page('reporting/exams/none', { training });
  }

  @Get(':quiz')
  async show(
    @Param('id') id: string,
    @Param('quiz') quizId: string,
    @CurrentActor() actor: Actor,
    @Query() given: object,
    @Req() request: FastifyRequest,
  ) {
    const { sort, order, all, ...filter } = parseInput(examQuery, given);
    const asked = await this.requests.resolve(await this.scopes.of(actor), id, quizId, filter);
    const [figures, counts, framework] = await Promise.all([
      this.figures.total(asked.filter, quizId),
      this.figures.units(asked.filter, quizId),
      this.frameworks.find(CIRCULAR),
    ]);
    const branches = branchesOf(counts, asked.unit?.path);
    const shown = await this.units.byPaths([
      ...branches.children.keys(),
      ...(branches.base ? [branches.base] : []),
    ]);
    const view = examView({
      ...{ request: asked, figures, filter, framework, branches, sort },
      ...{ descending: order === 'desc', all: Boolean(all), links: asked.links },
      units: new Map(shown.map((unit) => [unit.path, unit])),
      t: this.catalogue.for(localeOf(request)),
    });
    return page(asked.told ? 'reporting/exams/show' : 'reporting/exams/held-back', {
      ...view,
      now: new Date(),
    });
  }
}
