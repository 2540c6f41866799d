import type { INestApplicationContext } from '@nestjs/common';
import { RunTaskJob, type Task, TaskRepository } from '#platform/tasks';
import { Refused } from '../command.js';

/** Runs a task in this process and returns it done; a running worker may have taken it first. */
export async function runTask(
  app: INestApplicationContext,
  id: string,
  say: (line: string) => void,
): Promise<Task> {
  const get = <T>(type: new (...args: never[]) => T): T => app.get(type, { strict: false });
  const run = get(RunTaskJob).run({ taskId: id });
  for (let told = -1; ; ) {
    const task = await get(TaskRepository).find(id);
    if (!task || task.status === 'failed' || task.status === 'cancelled')
      throw new Refused(`The task ${id} ended as ${task?.status ?? 'unknown'}.`);
    if (task.status === 'done') return task;
    if (task.done !== told && task.total > 0) {
      told = task.done;
      say(`${task.done} of ${task.total}`);
    }
    await Promise.race([run, pause()]);
    // Once this process is done with it, whoever else has it is asked now and then.
    await pause();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
