import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DeadLetters } from '#platform/jobs';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';

export const RETRY_KIND = 'jobs.retry-kind';
export const retryKind = z.object({ name: z.string().min(1), total: z.int().min(0) });

const AT_ONCE = 100;

/** Sends all stopped jobs of one name back to their queue; those that fail again meanwhile are left waiting. */
@Injectable()
@RunsTask(RETRY_KIND)
export class RetryKindTask implements TaskRunner {
  constructor(private readonly letters: DeadLetters) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { name, total } = retryKind.parse(task.params);
    let done = task.done;
    for (;;) {
      const sent = await this.letters.retryNext(name, task.createdAt, AT_ONCE);
      if (sent === 0) break;
      done += sent;
      await progress(done, Math.max(done, total));
    }
    return { counts: { retried: done }, href: '/admin/dead-letters' };
  }
}
