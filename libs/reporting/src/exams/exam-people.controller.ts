import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, type Actor, CurrentActor, localeOf, page, parseInput, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { ExamFiguresRepository } from './exam-figures.repository.js';
import { ExamPeopleRepository } from './exam-people.repository.js';
import { examPeopleView, PAGE_SIZE } from './exam-people.view.js';
import { examPeopleQuery } from './exam-query.input.js';
import { ExamRequests } from './exam-requests.js';

/** Who sat an examination and who has not yet. */
@Controller('reports/classes/:id/exams/:quiz/people')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class ExamPeopleController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly figures: ExamFiguresRepository,
    private readonly people: ExamPeopleRepository,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  async list(
    @Param('id') id: string,
    @Param('quiz') quizId: string,
    @CurrentActor() actor: Actor,
    @Query() given: object,
    @Req() request: FastifyRequest,
  ) {
    const query = parseInput(examPeopleQuery, given);
    const scope = await this.scopes.of(actor);
    // Who has not sat yet may be known before marks are.
    const asked = await (query.state === 'not-sat'
      ? this.requests.resolve(scope, id, quizId, query)
      : this.requests.withMarks(scope, id, quizId, query));
    const [figures, people] = await Promise.all([
      this.figures.total(asked.filter, quizId),
      this.people.list(asked.filter, quizId, {
        ...{ state: query.state, order: query.order },
        ...{ offset: (query.page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
      }),
    ]);
    const t = this.catalogue.for(localeOf(request));
    const view = examPeopleView({ request: asked, links: asked.links, query, figures, people, t });
    return page('reporting/exams/people', { ...view, now: new Date() });
  }
}
