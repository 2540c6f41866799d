import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import {
  Accepts,
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
import { TaskRepository } from '#platform/tasks';
import { peopleQuery } from '../scope/report-query.input.js';
import { ReportRequests } from '../scope/report-request.js';
import { REPORT_ROLES, ReportScopes } from '../scope/report-scope.js';
import { EXPORT_FORMATS } from './class-export.js';
import { EXPORT_TASK } from './export.task.js';
import { RunningExport } from './running-export.js';

const exportForm = peopleQuery.omit({ order: true, page: true }).extend({ format: z.enum(EXPORT_FORMATS) });

/** Starts exports; watching and downloading them belongs to tasks. */
@Controller('reports')
@Access(...REPORT_ROLES)
@Scoped('unit')
export class ExportController {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ReportRequests,
    private readonly tasks: TaskRepository,
    private readonly running: RunningExport,
    private readonly catalogue: Catalogue,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Post('classes/:id/exports')
  @Accepts(exportForm)
  async start(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ) {
    const { format, ...query } = parseInput(exportForm, body);
    await this.requests.resolve(await this.scopes.of(actor), id, query);
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'reporting.export-class',
        subjectType: 'class',
        subjectId: id,
        detail: { format, state: query.state, unit: query.unit ?? null },
      }),
    );
    const params = { classId: id, format, query, locale: localeOf(request) };
    return redirect(`/tasks/${await this.tasks.start(EXPORT_TASK, params, actor.accountId)}`);
  }

  /** The bar under the header asks for itself while an export runs. */
  @Get('exports/latest')
  async latest(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const job = await this.running.of(actor.accountId, this.catalogue.for(localeOf(request)));
    return page('reporting/export/job', { job });
  }
}
