import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform/database';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Enrolments } from '../../enrolment/enrolments.js';
import { type RosterImport, RosterImportRepository } from '../import/roster-import.repository.js';
import { UNDO_ROSTER } from '../import/roster-imports.js';

/** Takes a whole list back while nobody of it has started: all or nothing. */
@Injectable()
@RunsTask(UNDO_ROSTER)
export class UndoRoster implements TaskRunner {
  constructor(
    private readonly imports: RosterImportRepository,
    private readonly enrolments: Enrolments,
    private readonly db: DataSource,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId } = task.params as { importId: string };
    const list = (await this.imports.find(importId)) as RosterImport;
    await progress(0, 1);
    const withdrawn = await inTransaction(this.db, async (tx) => {
      const ids = await this.enrolments.withdrawUnstarted(tx, importId);
      await this.imports.move(importId, 'applied', 'undone', null, tx);
      return ids;
    });
    await progress(1, 1);
    return { href: `/classes/${list.classId}/imports/${importId}`, counts: { withdrawn: withdrawn.length } };
  }
}
