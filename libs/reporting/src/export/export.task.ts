import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { peopleQuery } from '../scope/report-query.input.js';
import { ReportRequests } from '../scope/report-request.js';
import { ReportScopes } from '../scope/report-scope.js';
import { ClassExport, EXPORT_FORMATS } from './class-export.js';
import { keepExport } from './export-run.js';

export const EXPORT_TASK = 'reporting.export-class';

export const exportTask = z.object({
  classId: z.uuid(),
  format: z.enum(EXPORT_FORMATS),
  query: peopleQuery,
  locale: z.enum(['vi', 'en']),
});

/** Whoever asked gets what they may see now, not what they might have seen when they asked. */
@Injectable()
@RunsTask(EXPORT_TASK)
export class ExportClassTask implements TaskRunner {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ReportRequests,
    private readonly exports: ClassExport,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { classId, format, query, locale } = exportTask.parse(run.task.params);
    const scope = await this.scopes.ofAccount(run.task.requestedBy as string);
    const { training, unit, filter } = await this.requests.resolve(scope, classId, query);
    if (!training) throw new Error('An export is of one class');
    const asked = { training, unit, filter, state: query.state, format, locale };
    const { opened, file } = await keepExport(
      run,
      this.storage,
      format,
      (wrote) => this.exports.open(asked, wrote),
      ({ totals }) => totals.enrolled,
    );
    const { averageBp: _, ...counts } = opened.totals;
    return { file, counts, href: `/reports/classes/${classId}` };
  }
}
