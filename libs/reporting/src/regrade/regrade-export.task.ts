import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { EXPORT_FORMATS } from '../export/class-export.js';
import { keepExport } from '../export/export-run.js';
import { ReportScopes } from '../scope/report-scope.js';
import { RegradeExport } from './regrade-export.js';

export const REGRADE_EXPORT_TASK = 'reporting.export-regrade';

export const regradeExportForm = z.strictObject({ format: z.enum(EXPORT_FORMATS) });

const params = z.object({
  regradeId: z.uuid(),
  format: z.enum(EXPORT_FORMATS),
  locale: z.enum(['vi', 'en']),
});

/** Whoever asked gets the people of the units they administer now, not when they asked. */
@Injectable()
@RunsTask(REGRADE_EXPORT_TASK)
export class ExportRegradeTask implements TaskRunner {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly exports: RegradeExport,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { regradeId, format, locale } = params.parse(run.task.params);
    const paths = await this.scopes.administered(run.task.requestedBy as string);
    const { opened, file } = await keepExport(
      run,
      this.storage,
      format,
      (wrote) => this.exports.open(regradeId, paths, { format, locale }, wrote),
      ({ total }) => total,
    );
    return { file, counts: { attempts: opened.total }, href: opened.href };
  }
}
