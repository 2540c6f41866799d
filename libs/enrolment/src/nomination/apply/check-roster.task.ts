import { Injectable } from '@nestjs/common';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { RosterImportRepository } from '../import/roster-import.repository.js';
import { CHECK_ROSTER, RosterImports } from '../import/roster-imports.js';

/** Checks a large list while its sender watches. */
@Injectable()
@RunsTask(CHECK_ROSTER)
export class CheckRoster implements TaskRunner {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly lists: RosterImports,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId, roots } = task.params as { importId: string; roots: string[] };
    await progress(0, 1);
    await this.lists.check(importId, roots);
    await progress(1, 1);
    const list = await this.imports.find(importId);
    return { href: `/classes/${list?.classId}/imports/${importId}` };
  }
}
