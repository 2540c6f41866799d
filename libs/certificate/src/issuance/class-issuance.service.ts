import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { type Task, TaskRepository } from '#platform/tasks';
import { CHECK_CLASS, ISSUE_CLASS } from './issue-class.task.js';

/** Starts the run through a class, and finds the one that is on its way. */
@Injectable()
export class ClassIssuance {
  constructor(
    private readonly db: DataSource,
    private readonly tasks: TaskRepository,
    private readonly audit: Audit,
  ) {}

  /** Returns the task; a run of the same person through the same class that has not ended is that run. */
  async start(classId: string, dryRun: boolean, actorId: string | null): Promise<string> {
    const kind = dryRun ? CHECK_CLASS : ISSUE_CLASS;
    const going = actorId && (await this.latest(kind, classId, actorId));
    if (going && ['waiting', 'running'].includes(going.status)) return going.id;
    const taskId = await this.tasks.start(kind, { classId }, actorId);
    await this.audit.record(this.db.manager, {
      actorId,
      action: kind,
      subjectType: 'class',
      subjectId: classId,
      detail: { task: taskId },
    });
    return taskId;
  }

  async latest(kind: string, classId: string, actorId: string): Promise<Task | null> {
    const tasks = await this.tasks.latest(kind, actorId);
    return tasks.find((task) => task.params['classId'] === classId) ?? null;
  }
}
