import { Injectable } from '@nestjs/common';
import type { Translate } from '#platform/i18n';
import { TaskRepository } from '#platform/tasks';
import { EXPORT_TASK } from './export.task.js';

/** Finished exports stay in sight for this long. */
const RECENT_MS = 10 * 60_000;

/** The export somebody started last, for the bar under the header. */
@Injectable()
export class RunningExport {
  constructor(private readonly tasks: TaskRepository) {}

  async of(accountId: string, t: Translate) {
    const [task] = await this.tasks.latest(EXPORT_TASK, accountId, 1);
    if (!task) return null;
    if (task.finishedAt && Date.now() - task.finishedAt.getTime() > RECENT_MS) return null;
    const running = task.status === 'running' || task.status === 'waiting';
    return {
      state: task.status,
      label: t('tasks.kind.reporting.export-class'),
      done: task.done,
      total: task.total,
      unit: t('reporting.export.rows'),
      cancelHref: running && !task.cancelRequested ? `/tasks/${task.id}/cancellation` : undefined,
      retryHref: task.status === 'failed' ? `/tasks/${task.id}/resumption` : undefined,
      downloadHref: task.status === 'done' ? `/tasks/${task.id}/file` : undefined,
      pollHref: running ? '/reports/exports/latest' : undefined,
    };
  }
}
