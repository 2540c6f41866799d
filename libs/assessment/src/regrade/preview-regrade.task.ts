import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { inTransaction } from '#platform/database';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { AttemptMarks } from '../grading/attempt-marks.js';
import { QuizRemedies } from '../grading/quiz-remedies.repository.js';
import { Regrade } from './regrade.entity.js';
import { differs } from './regrade-difference.js';
import { regradeHref } from './regrade-links.js';
import { PREVIEW_REGRADE } from './regrade-tasks.js';
import { type GradedAttempt, RegradeWork } from './regrade-work.repository.js';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const params = z.object({ regradeId: z.uuid() });
const place = z.object({ after: z.uuid(), done: z.number() });

/** Marks every attempt as the regrade would, and keeps what comes out differently. Changes no grade. */
@Injectable()
@RunsTask(PREVIEW_REGRADE)
export class PreviewRegrade implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly remedies: QuizRemedies,
    private readonly marks: AttemptMarks,
    private readonly work: RegradeWork,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { regradeId } = params.parse(task.params);
    const regrade = await this.db.manager.findOneByOrFail(Regrade, { id: regradeId });
    const href = regradeHref(regrade);
    if (regrade.status !== 'previewing') return { href };
    if (!task.checkpoint) await this.work.forget(regrade.id);
    let { after, done } = place.parse(task.checkpoint ?? { after: BEFORE_ALL, done: 0 });
    const total = await this.work.count(regrade);
    await progress(done, total);
    for (;;) {
      const attempts = await this.work.next(this.db.manager, regrade, after, BATCH);
      if (attempts.length === 0) break;
      await this.look(regrade, attempts);
      after = attempts.at(-1)!.id;
      done += attempts.length;
      await progress(Math.min(done, total), total, { after, done });
    }
    await inTransaction(this.db, async (tx) => {
      const preview = await this.work.conclude(tx, regrade, done);
      await tx.update(Regrade, { id: regrade.id, status: 'previewing' }, { preview, status: 'proposed' });
    });
    return { href };
  }

  private async look(regrade: Regrade, attempts: GradedAttempt[]): Promise<void> {
    const tx = this.db.manager;
    const remedies = await this.remedies.of(tx, [regrade.quizId], regrade.id);
    const marks = await this.marks.of(tx, attempts, remedies);
    const effects = attempts.flatMap(({ id, grade }) => {
      const mark = marks.get(id);
      return mark && differs(grade, mark) ? [{ attemptId: id, before: grade, after: mark }] : [];
    });
    await this.work.keep(regrade.id, effects);
  }
}
