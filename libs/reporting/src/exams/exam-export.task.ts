import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { EXPORT_FORMATS } from '../export/class-export.js';
import { keepExport } from '../export/export-run.js';
import { ReportScopes } from '../scope/report-scope.js';
import { ExamExport } from './exam-export.js';
import { examPeopleQuery } from './exam-query.input.js';
import { ExamRequests } from './exam-requests.js';

export const EXAM_EXPORT_TASK = 'reporting.export-exam';

export const examExportForm = examPeopleQuery
  .omit({ order: true, page: true })
  .extend({ format: z.enum(EXPORT_FORMATS) });

const params = z.object({
  classId: z.uuid(),
  quizId: z.uuid(),
  query: examExportForm,
  locale: z.enum(['vi', 'en']),
});

/** Whoever asked gets what they may see now, not what they might have seen when they asked. */
@Injectable()
@RunsTask(EXAM_EXPORT_TASK)
export class ExportExamTask implements TaskRunner {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly requests: ExamRequests,
    private readonly exports: ExamExport,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { classId, quizId, query, locale } = params.parse(run.task.params);
    const { state, format, ...filter } = query;
    const scope = await this.scopes.ofAccount(run.task.requestedBy as string);
    const asked = await this.requests.withMarks(scope, classId, quizId, filter);
    const { opened, file } = await keepExport(
      run,
      this.storage,
      format,
      (wrote) => this.exports.open(asked, { state, format, locale }, wrote),
      ({ total }) => total,
    );
    return { file, counts: { people: opened.total }, href: asked.links.overview() };
  }
}
