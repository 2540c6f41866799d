import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import {
  Accepts,
  Access,
  type Actor,
  CurrentActor,
  localeOf,
  parseInput,
  redirect,
  Scoped,
} from '#platform/http';
import { TaskRepository } from '#platform/tasks';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { EXAM_EXPORT_TASK, examExportForm } from './exam-export.task.js';
import { ExamRequests } from './exam-requests.js';

/** Starts exports of results; watching and downloading them belongs to tasks. */
@Controller('reports/classes/:id/exams/:quiz/exports')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class ExamExportController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Post()
  @Accepts(examExportForm)
  async start(
    @Param() { id, quiz }: Record<'id' | 'quiz', string>,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ) {
    const query = parseInput(examExportForm, body);
    await this.requests.withMarks(await this.scopes.of(actor), id, quiz, query);
    const { format, state, unit = null } = query;
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'reporting.export-exam',
        subjectType: 'class',
        subjectId: id,
        detail: { format, state, unit, quizId: quiz },
      }),
    );
    const params = { classId: id, quizId: quiz, query, locale: localeOf(request) };
    return redirect(`/tasks/${await this.tasks.start(EXAM_EXPORT_TASK, params, actor.accountId)}`);
  }
}
