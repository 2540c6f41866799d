import { Inject, Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { LOGGER, type Logger } from '#platform/logging';
import { type Task, TaskCancelled, type TaskRun, type TaskRunner } from './task.js';
import { RunTask, TaskRepository } from './task-repository.js';

const RUNS = 'hocvuso:runs-task';

/** Marks the provider that runs tasks of `kind` (`<context>.<verb-noun>`). */
export const RunsTask = (kind: string) => SetMetadata(RUNS, kind);

@Injectable()
@Handles(RunTask)
export class RunTaskJob implements JobHandler<{ taskId: string }> {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly discovery: DiscoveryService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run({ taskId }: { taskId: string }): Promise<void> {
    const owner = newId();
    const task = await this.tasks.claim(taskId, owner);
    if (!task) return;
    const beat = setInterval(() => void this.keepAlive(task, owner), 10_000);
    try {
      const result = await this.runnerOf(task.kind).run(this.handle(task, owner));
      await this.tasks.finish(task.id, owner, 'done', result, null);
    } catch (error) {
      if (error instanceof TaskCancelled) await this.tasks.finish(task.id, owner, 'cancelled', null, null);
      else {
        const code = error instanceof DomainError ? error.code : 'tasks.failed';
        this.logger.error({ err: error, taskId, kind: task.kind }, 'task failed');
        await this.tasks.finish(task.id, owner, 'failed', null, code);
      }
    } finally {
      clearInterval(beat);
    }
  }

  private handle(task: Task, owner: string): TaskRun {
    return {
      task,
      progress: async (done, total, checkpoint) => {
        task.done = done;
        task.total = total;
        const cancelled = await this.tasks.beat(task.id, owner, done, total, checkpoint);
        if (cancelled === null) throw new Error(`Task ${task.id} was taken over by another run`);
        if (cancelled) throw new TaskCancelled();
      },
    };
  }

  private async keepAlive(task: Task, owner: string): Promise<void> {
    await this.tasks.beat(task.id, owner, task.done, task.total).catch(() => {});
  }

  private runnerOf(kind: string): TaskRunner {
    const found = this.discovery
      .getProviders()
      .find((each) => each.metatype && Reflect.getMetadata(RUNS, each.metatype) === kind);
    if (!found) throw new Error(`Nothing runs tasks of kind ${kind}`);
    return found.instance as TaskRunner;
  }
}

@Injectable()
@Sweeps('tasks')
export class TaskSweep implements Sweep {
  constructor(private readonly tasks: TaskRepository) {}

  sweep(): Promise<number> {
    return this.tasks.requeueLost();
  }
}
