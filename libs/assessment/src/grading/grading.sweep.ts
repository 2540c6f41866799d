import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobQueue, type Sweep, Sweeps } from '#platform/jobs';
import { Submissions } from '../attempt/submissions.service.js';
import { gradeAttempts } from './grade-attempts.job.js';

const PER_JOB = 100;

/** Closes attempts whose time is over, at their deadline and with the answers in the journal. */
@Sweeps('assessment.close-overdue')
@Injectable()
export class CloseOverdue implements Sweep {
  constructor(private readonly submissions: Submissions) {}

  async sweep(): Promise<number> {
    let total = 0;
    for (;;) {
      const closed = await this.submissions.closeForgotten();
      total += closed;
      if (closed === 0) return total;
    }
  }
}

/** Asks again for the grading of attempts that were handed in a while ago. */
@Sweeps('assessment.grade-forgotten')
@Injectable()
export class GradeForgotten implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    const rows: { id: string; turn: string }[] = await this.db.query(
      `SELECT id, floor(extract(epoch FROM now()) / 600)::text AS turn FROM attempt
        WHERE status = 'submitted' AND submitted_at < now() - interval '2 minutes'
        ORDER BY submitted_at LIMIT 5000`,
    );
    for (let from = 0; from < rows.length; from += PER_JOB) {
      const ids = rows.slice(from, from + PER_JOB).map((row) => row.id);
      // A new key every ten minutes: a job that failed for good is not asked for each minute again.
      await this.queue.enqueue(gradeAttempts, { ids }, `sweep ${rows[0]!.turn} ${ids.join()}`);
    }
    return rows.length;
  }
}
