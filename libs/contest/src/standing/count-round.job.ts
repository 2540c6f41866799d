import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { defineJob, Handles, type JobHandler, JobQueue, type Sweep, Sweeps } from '#platform/jobs';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Counting, OVER } from './counting.js';

const CountRound = defineJob('contest.count-round', z.object({ roundId: z.uuid() }), { queue: 'bulk' });
export const RECOUNT_TASK = 'contest.recount-round';

@Handles(CountRound)
@Injectable()
export class CountRoundJob implements JobHandler<{ roundId: string }> {
  constructor(private readonly counting: Counting) {}

  async run({ roundId }: { roundId: string }): Promise<void> {
    await this.counting.count(roundId, null);
  }
}

/** Rounds that are over, with every mark there, and not counted: well before their stated hour where there is time. */
@Sweeps('contest.uncounted')
@Injectable()
export class UncountedRounds implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    const due: { id: string }[] = await this.db.query(
      `SELECT r.id FROM contest_round r JOIN contest c ON c.id = r.contest_id
        WHERE c.published_at IS NOT NULL AND r.ready_at IS NOT NULL AND now() > ${OVER}
          AND NOT EXISTS (SELECT FROM contest_count n WHERE n.round_id = r.id)
          AND NOT EXISTS (SELECT FROM contest_entry e JOIN attempt a ON a.entry_id = e.id
                           WHERE e.round_id = r.id AND a.status <> 'graded')
        ORDER BY r.standings_at LIMIT 100`,
    );
    for (const { id } of due) await this.queue.enqueue(CountRound, { roundId: id }, `contest-count-${id}`);
    return due.length;
  }
}

/** Counting again, asked for by an administrator. */
@RunsTask(RECOUNT_TASK)
@Injectable()
export class RecountTask implements TaskRunner {
  constructor(private readonly counting: Counting) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { roundId, reason } = run.task.params as { roundId: string; reason: string };
    const actorId = run.task.requestedBy as string;
    let counted = 0;
    await this.counting.count(roundId, { reason, actorId }, async (done, total) => {
      counted = total;
      await run.progress(done, total);
    });
    return { href: `/admin/contest-rounds/${roundId}`, counts: { entries: counted } };
  }
}
