import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AttemptReviews, ExamMarks } from '#assessment';
import { CIRCULAR, Frameworks } from '#competency';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { REPORT_ROLES, ReportScopes, seesWhole } from '../scope/report-scope.js';
import { ExamPeopleRepository } from './exam-people.repository.js';
import { answersView, examPersonView } from './exam-person.view.js';
import { ExamRequests } from './exam-requests.js';

/** One person at one examination: attempts, marks, skills; the answers only for those who run the class. */
@Controller('reports/classes/:id/exams/:quiz/people/:enrolment')
@Scoped('unit')
export class ExamPersonController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly people: ExamPeopleRepository,
    private readonly marks: ExamMarks,
    private readonly reviews: AttemptReviews,
    private readonly frameworks: Frameworks,
    private readonly catalogue: Catalogue,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Get()
  @Access(...REPORT_ROLES)
  async show(
    @Param() { id, quiz, enrolment }: Record<'id' | 'quiz' | 'enrolment', string>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { asked, person, attempts } = await this.find(actor, id, quiz, enrolment);
    const view = examPersonView({
      ...{ request: asked, person, attempts },
      framework: await this.frameworks.find(CIRCULAR),
      mayRead: await this.runs(actor, id),
      t: this.catalogue.for(localeOf(request)),
    });
    return page('reporting/exams/person', view);
  }

  /** Leaves an entry in the audit: answers of a named person were looked at. */
  @Get('attempts/:attempt')
  @Access('programme-admin')
  async answers(
    @Param() { id, quiz, enrolment, attempt }: Record<'id' | 'quiz' | 'enrolment' | 'attempt', string>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ) {
    const { asked, person, attempts } = await this.find(actor, id, quiz, enrolment);
    const mark = attempts.find(({ attemptId }) => attemptId === attempt);
    if (!mark || !(await this.runs(actor, id))) throw new NotFound();
    const review = await this.reviews.of(mark.attemptId, person.accountId);
    if (!review) throw new NotFound();
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'reporting.read-answers',
        subjectType: 'attempt',
        subjectId: mark.attemptId,
        detail: { classId: id, quizId: quiz },
      }),
    );
    const t = this.catalogue.for(localeOf(request));
    return page(
      'reporting/exams/answers',
      answersView({ request: asked, person, mark, questions: review.questions, t }),
    );
  }

  private async find(actor: Actor, classId: string, quizId: string, enrolmentId: string) {
    const scope = await this.scopes.of(actor);
    const none = { unit: undefined, own: undefined, group: undefined };
    const asked = await this.requests.withMarks(scope, classId, quizId, none);
    const person = isUuid(enrolmentId) ? await this.people.find(asked.filter, quizId, enrolmentId) : null;
    if (!person) throw new NotFound();
    const attempts = (await this.marks.of([enrolmentId])).filter((mark) => mark.quizId === quizId);
    return { asked, person, attempts };
  }

  /** As a programme administrator: seeing a class otherwise does not open answers. */
  private async runs(actor: Actor, classId: string): Promise<boolean> {
    const grants = actor.grants.filter(({ role }) => role === 'programme-admin');
    return seesWhole(await this.scopes.of({ ...actor, grants }), [classId]);
  }
}
