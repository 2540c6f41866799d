import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform/errors';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Covered } from './covered.js';
import { Deciders } from './deciders.js';
import { Decisions } from './decisions.js';
import { QueueRepository } from './queue.repository.js';

export const CONFIRM_COVERED = 'recognition.confirm-covered';
const BATCH = 50;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Confirms, one by one, all that wait in the scope of whoever asked and lack nothing; the rest stays. */
@RunsTask(CONFIRM_COVERED)
@Injectable()
export class ConfirmCoveredTask implements TaskRunner {
  constructor(
    private readonly queue: QueueRepository,
    private readonly covered: Covered,
    private readonly deciders: Deciders,
    private readonly decisions: Decisions,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const actorId = run.task.requestedBy as string;
    const saved = run.task.checkpoint as { lastId: string; seen: number; confirmed: number } | null;
    let { lastId, seen, confirmed } = saved ?? { lastId: BEFORE_ALL, seen: 0, confirmed: 0 };
    // What they may decide now, not when they asked.
    const scope = await this.deciders.scopeOf(actorId, 'unit-manager');
    const total = seen + (await this.queue.counts(scope, null)).submitted;
    for (;;) {
      const rows = await this.queue.after(scope, lastId, BATCH);
      const last = rows.at(-1);
      if (!last) return { href: '/recognitions', counts: { seen, confirmed } };
      for (const id of await this.covered.among(rows, actorId))
        confirmed += (await this.confirm(id, scope, actorId)) ? 1 : 0;
      lastId = last.id;
      seen += rows.length;
      await run.progress(seen, Math.max(total, seen), { lastId, seen, confirmed });
    }
  }

  /** False for what changed meanwhile: decided, taken back, or not covered any more. */
  private async confirm(id: string, scope: string[], actorId: string): Promise<boolean> {
    try {
      await this.decisions.confirm(id, scope, actorId, { judged: false });
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
