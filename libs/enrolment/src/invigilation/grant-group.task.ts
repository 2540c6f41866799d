import { Injectable } from '@nestjs/common';
import { Accommodations } from '#assessment';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { GRANT_GROUP, type GroupGrant } from './group-grants.js';

const BATCH = 200;

/** Grants the same to many people, a batch a transaction; run again it gives nobody anything twice. */
@Injectable()
@RunsTask(GRANT_GROUP)
export class GrantGroup implements TaskRunner {
  constructor(private readonly accommodations: Accommodations) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { classId, grant, sitters } = task.params as unknown as GroupGrant;
    const from = (task.checkpoint?.['done'] as number | undefined) ?? 0;
    for (let done = from; done < sitters.length; done += BATCH) {
      await this.accommodations.grant(sitters.slice(done, done + BATCH), grant);
      const next = Math.min(done + BATCH, sitters.length);
      await progress(next, sitters.length, { done: next });
    }
    return { href: `/invigilation/${classId}`, counts: { granted: sitters.length } };
  }
}
