import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { EXPORT_FORMATS } from '../export/class-export.js';
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

const TELL_EVERY_MS = 500;

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
    let told = 0;
    let total = 0;
    const opened = await this.exports.open(asked, { state, format, locale }, async (rows) => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      await run.progress(Math.min(rows, total), total);
    });
    total = opened.total;
    const key = `exports/${run.task.id}.${format}`;
    const bytes = await this.storage.put(key, opened.content);
    // A last look whether it was called off; nothing is left behind in that case.
    await run.progress(total, total).catch(async (error: unknown) => {
      await this.storage.remove(key);
      throw error;
    });
    const file = { key, name: opened.fileName, type: opened.type, bytes };
    return { file, counts: { people: total }, href: asked.links.overview() };
  }
}
