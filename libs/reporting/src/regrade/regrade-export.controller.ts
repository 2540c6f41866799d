import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
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
import { isUuid } from '#platform/ids';
import { TaskRepository } from '#platform/tasks';
import { RegradeExport } from './regrade-export.js';
import { REGRADE_EXPORT_TASK, regradeExportForm } from './regrade-export.task.js';

/** Starts exports of whom a regrade touches; watching and downloading them belongs to tasks. */
@Controller('reports/regrades/:id/exports')
@Access('programme-admin')
@Scoped('unit')
export class RegradeExportController {
  constructor(
    private readonly exports: RegradeExport,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
    private readonly db: DataSource,
  ) {}

  @Post()
  @Accepts(regradeExportForm)
  async start(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ) {
    const { format } = parseInput(regradeExportForm, body);
    if (!isUuid(id)) throw new NotFound();
    await this.exports.require(id);
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'reporting.export-regrade',
        subjectType: 'regrade',
        subjectId: id,
        detail: { format },
      }),
    );
    const params = { regradeId: id, format, locale: localeOf(request) };
    return redirect(`/tasks/${await this.tasks.start(REGRADE_EXPORT_TASK, params, actor.accountId)}`);
  }
}
