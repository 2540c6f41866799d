import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { OldImportRows } from './old-imports.repository.js';
import {
  CHECK_OLD_REGISTER,
  EMPTY_OLD_REGISTER,
  OldImports,
  RECORD_OLD_REGISTER,
} from './old-imports.service.js';
import { Recording } from './recording.service.js';
import { TakingBack } from './taking-back.service.js';

const params = z.object({ importId: z.uuid() });
const pageOf = (importId: string): string => `/registers/imports/${importId}`;

/** Checks a large file while its sender watches. */
@Injectable()
@RunsTask(CHECK_OLD_REGISTER)
export class CheckOldRegister implements TaskRunner {
  constructor(private readonly imports: OldImports) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId } = params.parse(task.params);
    await progress(0, 1);
    await this.imports.check(importId);
    await progress(1, 1);
    return { href: pageOf(importId) };
  }
}

/** Records the rows of a checked file. Where it goes on after a crash is what is left of them. */
@Injectable()
@RunsTask(RECORD_OLD_REGISTER)
export class RecordOldRegister implements TaskRunner {
  constructor(
    private readonly imports: OldImportRows,
    private readonly recording: Recording,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId } = params.parse(task.params);
    const href = pageOf(importId);
    if ((await this.imports.get(importId)).status !== 'applying') return { href };
    const { recorded, waiting } = await this.recording.reserve(importId);
    let done = recorded;
    const total = recorded + waiting;
    await progress(done, total);
    for (;;) {
      const settled = await this.recording.next(importId);
      if (settled === 0) break;
      done += settled;
      await progress(done, total, { done });
    }
    const ended = await this.recording.finish(importId, task.requestedBy);
    return { href, counts: { recorded: ended.recorded } };
  }
}

/** Empties the entries of an import that was taken back, and throws its file away. */
@Injectable()
@RunsTask(EMPTY_OLD_REGISTER)
export class EmptyOldRegister implements TaskRunner {
  constructor(
    private readonly rows: OldImportRows,
    private readonly imports: OldImports,
    private readonly takingBack: TakingBack,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { importId } = params.parse(task.params);
    const { fileKey, summary } = await this.rows.get(importId);
    const total = summary.recorded ?? 0;
    let done = 0;
    await progress(done, total);
    for (;;) {
      const emptied = await this.takingBack.next(importId);
      if (emptied === 0) break;
      done += emptied;
      await progress(done, Math.max(total, done));
    }
    await this.imports.forget(importId, fileKey);
    return { href: pageOf(importId) };
  }
}
