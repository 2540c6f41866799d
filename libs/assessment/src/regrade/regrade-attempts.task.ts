import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { JobQueue } from '#platform/jobs';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { AttemptMarks } from '../grading/attempt-marks.js';
import { GradeRows, type NewGrade } from '../grading/grade-rows.js';
import { QuizRemedies } from '../grading/quiz-remedies.repository.js';
import { computeStatistics } from '../statistics/compute-statistics.job.js';
import { Regrade, type RegradeStatus } from './regrade.entity.js';
import { differs } from './regrade-difference.js';
import { regradeHref } from './regrade-links.js';
import { REGRADE_ATTEMPTS } from './regrade-tasks.js';
import { RegradeWork } from './regrade-work.repository.js';

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const ENDS: Partial<Record<RegradeStatus, RegradeStatus>> = { applying: 'applied', undoing: 'undone' };

const params = z.object({ regradeId: z.uuid(), status: z.enum(['applying', 'undoing']) });
const place = z.object({ after: z.uuid(), done: z.number(), changed: z.number() });

/**
 * Writes a new revision wherever the rule of the quiz, as it is now, gives another mark than the latest grade. Applying
 * and undoing are the same work: only the rule differs. Doing it again, or twice at once, changes nothing.
 */
@Injectable()
@RunsTask(REGRADE_ATTEMPTS)
export class RegradeAttempts implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly remedies: QuizRemedies,
    private readonly marks: AttemptMarks,
    private readonly grades: GradeRows,
    private readonly work: RegradeWork,
    private readonly audit: Audit,
    private readonly queue: JobQueue,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { regradeId, status } = params.parse(task.params);
    const regrade = await this.db.manager.findOneByOrFail(Regrade, { id: regradeId });
    const href = regradeHref(regrade);
    if (regrade.status !== status) return { href };
    let { after, done, changed } = place.parse(task.checkpoint ?? { after: BEFORE_ALL, done: 0, changed: 0 });
    const total = await this.work.count(regrade);
    await progress(done, total);
    for (;;) {
      const batch = await inTransaction(this.db, async (tx) => {
        // First the rule, so that it stays the one by which this batch is marked; then the attempts.
        const remedies = await this.remedies.held(tx, [regrade.quizId]);
        const attempts = await this.work.next(tx, regrade, after, BATCH, true);
        const marks = await this.marks.of(tx, attempts, remedies);
        const revised = attempts.flatMap(({ id, grade }): NewGrade[] => {
          const mark = marks.get(id);
          if (!mark || !differs(grade, mark)) return [];
          return [{ attemptId: id, revision: grade.revision + 1, regradeId: regrade.id, mark }];
        });
        await this.grades.insert(tx, revised);
        return { last: attempts.at(-1)?.id, size: attempts.length, changed: revised.length };
      });
      if (!batch.last) break;
      after = batch.last;
      done += batch.size;
      changed += batch.changed;
      await progress(Math.min(done, total), total, { after, done, changed });
    }
    await this.finish(regrade, task.requestedBy, changed);
    return { href, counts: { changed } };
  }

  private async finish({ id, quizId, status }: Regrade, by: string | null, changed: number): Promise<void> {
    const end = ENDS[status] as RegradeStatus;
    await inTransaction(this.db, async (tx) => {
      const { affected } = await tx.update(Regrade, { id, status }, { status: end });
      if (!affected) return;
      await this.audit.record(tx, {
        actorId: by,
        action: `regrade.${end}`,
        subjectType: 'regrade',
        subjectId: id,
        detail: { changed },
      });
    });
    await this.queue.enqueue(computeStatistics, { quizId }, `regrade ${id} ${end}`);
  }
}
