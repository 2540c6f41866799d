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

/**
 * Asks again for the grading of attempts that were handed in a while ago: first of those it never asked for, then of
 * those it asked for longest ago, so that attempts which cannot be graded yet keep no other one waiting.
 */
@Sweeps('assessment.grade-forgotten')
@Injectable()
export class GradeForgotten implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    await this.db.query(FORGET_GRADED);
    const rows: { id: string; turn: string }[] = await this.db.query(WAITING);
    const ids = rows.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += PER_JOB) {
      const some = ids.slice(from, from + PER_JOB);
      // The turn tells two asks of the same attempts apart: a job that failed for good keeps its key.
      await this.queue.enqueue(gradeAttempts, { ids: some }, `sweep ${rows[0]!.turn} ${some.join()}`);
    }
    await this.db.query(ASKED, [ids]);
    return ids.length;
  }
}

/** An attempt is asked for once in so many minutes. */
const TURN_MINUTES = 10;

const FORGET_GRADED = `
  DELETE FROM grading_asked g USING attempt a WHERE a.id = g.attempt_id AND a.status <> 'submitted'`;

const WAITING = `
  SELECT a.id, floor(extract(epoch FROM now()) / ${TURN_MINUTES * 60})::text AS turn
    FROM attempt a LEFT JOIN grading_asked g ON g.attempt_id = a.id
   WHERE a.status = 'submitted' AND a.submitted_at < now() - interval '2 minutes'
     AND (g.asked_at IS NULL OR g.asked_at < now() - interval '${TURN_MINUTES} minutes')
   ORDER BY g.asked_at NULLS FIRST, a.submitted_at, a.id LIMIT 5000`;

const ASKED = `
  INSERT INTO grading_asked (attempt_id) SELECT unnest($1::uuid[])
  ON CONFLICT (attempt_id) DO UPDATE SET asked_at = excluded.asked_at`;
