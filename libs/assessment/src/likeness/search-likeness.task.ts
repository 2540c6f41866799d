import { Injectable } from '@nestjs/common';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { LikeGroupRows } from './like-groups.repository.js';
import { Likeness } from './likeness.service.js';

export const SEARCH_LIKENESS = 'assessment.search-likeness';

/** Compares all questions of a large bank with each other. What it finds is kept as a whole at the end. */
@Injectable()
@RunsTask(SEARCH_LIKENESS)
export class SearchLikeness implements TaskRunner {
  constructor(
    private readonly likeness: Likeness,
    private readonly rows: LikeGroupRows,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const bankId = task.params['bankId'] as string;
    const total = await this.rows.count(bankId);
    await progress(0, total);
    await this.likeness.search(bankId, progress);
    await progress(total, total);
    return { href: `/authoring/banks/${bankId}/similar` };
  }
}
