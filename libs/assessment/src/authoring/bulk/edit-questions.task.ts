import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { bulkChange } from './bulk-edit.input.js';
import { BulkEdits, noCounts } from './bulk-edits.service.js';

export const EDIT_QUESTIONS = 'assessment.edit-questions';

const params = z.object({ bankId: z.uuid(), questions: z.array(z.uuid()), change: bulkChange });
const checkpoint = z.object({
  next: z.number().int(),
  counts: z.object({ changed: z.number(), unchanged: z.number(), refused: z.number() }),
});

const AT_ONCE = 25;

/** One change for more than a hundred questions. Resumed, it goes on behind the last whole batch. */
@Injectable()
@RunsTask(EDIT_QUESTIONS)
export class EditQuestions implements TaskRunner {
  constructor(private readonly edits: BulkEdits) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { bankId, questions, change } = params.parse(task.params);
    const reached = checkpoint.safeParse(task.checkpoint).data ?? { next: 0, counts: noCounts() };
    const { counts } = reached;
    for (let next = reached.next; next < questions.length; next += AT_ONCE) {
      for (const id of questions.slice(next, next + AT_ONCE))
        counts[await this.edits.apply(id, change, task.requestedBy as string)] += 1;
      const done = Math.min(next + AT_ONCE, questions.length);
      await progress(done, questions.length, { next: done, counts });
    }
    return { counts: { ...counts }, href: `/authoring/banks/${bankId}` };
  }
}
