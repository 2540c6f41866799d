import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, runPrepared, type Statement } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { arrivedInTime, GRACE_SECONDS } from './deadline.js';

/** Who answers, and for how long the request has been in this process, asked when the statement is sent. */
export interface Sender {
  deviceId: string;
  waitedMs: () => number;
}

export const ATTEMPT_SUBMITTED = 'AttemptSubmitted';
export type SubmissionOutcome = 'submitted' | 'too-late';

/** Closes attempts: by the learner, or at the deadline. Each closing happens once. */
@Injectable()
export class Submissions {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The learner hands in. After deadline and grace the attempt is closed as at its deadline, with the answers
   * that were saved. Null when nothing happened: it is closed already, or another device has it.
   */
  async submit(attemptId: string, sender: Sender): Promise<SubmissionOutcome | null> {
    const [closed] = await runPrepared<{ submittedBy: string }>(this.db, SUBMIT, () => [
      attemptId,
      sender.waitedMs(),
      sender.deviceId,
      newId(),
    ]);
    if (!closed) return null;
    return closed.submittedBy === 'learner' ? 'submitted' : 'too-late';
  }

  /** Closes those of the given attempts that are open after deadline and grace; returns how many. */
  async closeOverdue(attemptIds: string[]): Promise<number> {
    return inTransaction(this.db, (tx) =>
      this.close(tx, 'id = ANY ($1::uuid[])', [attemptIds], GRACE_SECONDS),
    );
  }

  /** Closes up to 1,000 attempts whose learners did not come back. */
  async closeForgotten(): Promise<number> {
    // Half a minute more than the grace, for answers that arrived in time and wait inside a slow process.
    return inTransaction(this.db, (tx) =>
      this.close(
        tx,
        `id IN (SELECT id FROM attempt WHERE submitted_at IS NULL AND paused_at IS NULL AND deadline_at < now() - interval '1 minute'
                 ORDER BY deadline_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
        [],
        60,
      ),
    );
  }

  private async close(tx: EntityManager, which: string, values: unknown[], after: number): Promise<number> {
    const [rows] = (await tx.query(
      `UPDATE attempt SET status = 'submitted', submitted_by = 'deadline', submitted_at = deadline_at
        WHERE ${which} AND status = 'open' AND paused_at IS NULL AND now() > deadline_at + interval '${after} seconds' RETURNING id`,
      values,
    )) as [{ id: string }[], number];
    await this.outbox.write(tx, ATTEMPT_SUBMITTED, ...rows.map((row) => row.id));
    return rows.length;
  }
}

const IN_TIME = arrivedInTime('$2');

/** The closing and its event in one statement: handing in is one trip to the database. */
export const SUBMIT: Statement = {
  name: 'assessment-submit',
  text: `
    WITH closed AS (
      UPDATE attempt SET status = 'submitted',
             submitted_by = CASE WHEN ${IN_TIME} THEN 'learner' ELSE 'deadline' END,
             submitted_at = CASE WHEN ${IN_TIME} THEN now() ELSE deadline_at END
       WHERE id = $1 AND status = 'open' AND paused_at IS NULL AND (device_id = $3 OR device_id IS NULL)
      RETURNING id, submitted_by
    ), told AS (
      INSERT INTO outbox (id, type, aggregate_id) SELECT $4, '${ATTEMPT_SUBMITTED}', id FROM closed
      ON CONFLICT (type, aggregate_id) DO NOTHING
    )
    SELECT submitted_by AS "submittedBy" FROM closed`,
};
