import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import { GRACE_SECONDS } from '../attempt/deadline.js';
import { ATTEMPT_SUBMITTED } from '../attempt/submissions.service.js';
import { tellClocks } from '../clock/clock-channel.js';

/** Who acts, and why. */
export interface Act {
  actorId: string;
  reason: string;
}

/** What an invigilator does to running attempts. Whoever calls has checked that they may. */
@Injectable()
export class Invigilation {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** Stops the clocks of those that run. Returns the ids of those that were stopped now. */
  async pause(attemptIds: string[], { actorId, reason }: Act): Promise<string[]> {
    return inTransaction(this.db, async (tx) => {
      const rows: { id: string }[] = await tx.query(PAUSE, [attemptIds, actorId, reason]);
      return this.told(tx, rows, 'attempt.pause', actorId);
    });
  }

  /** Lets paused clocks go on: each deadline moves on by the time it stood still. */
  async resume(attemptIds: string[], actorId: string): Promise<string[]> {
    return inTransaction(this.db, async (tx) => {
      const [rows] = (await tx.query(RESUME, [attemptIds, actorId])) as [{ id: string }[], number];
      return this.told(tx, rows, 'attempt.resume', actorId);
    });
  }

  /** Ends an attempt with the answers that are saved. Throws `assessment.not-sitting` when it is not open. */
  async close(attemptId: string, { actorId, reason }: Act): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const [closed] = (await tx.query(
        `UPDATE attempt SET status = 'submitted', submitted_by = 'invigilator', submitted_at = now(), paused_at = NULL
          WHERE id = $1 AND status = 'open' RETURNING id`,
        [attemptId],
      )) as [{ id: string }[], number];
      if (closed.length === 0) throw new DomainError('assessment.not-sitting');
      await tx.query(
        `UPDATE attempt_pause SET resumed_at = greatest(now(), paused_at), resumed_by = $2
          WHERE attempt_id = $1 AND resumed_at IS NULL`,
        [attemptId, actorId],
      );
      await tx.query('INSERT INTO attempt_closing (attempt_id, closed_by, reason) VALUES ($1, $2, $3)', [
        ...[attemptId, actorId, reason],
      ]);
      await this.outbox.write(tx, ATTEMPT_SUBMITTED, attemptId);
      await this.told(tx, closed, 'attempt.close', actorId);
    });
  }

  /** Cuts off the device that answers, so that the learner goes on at another. Throws `assessment.not-sitting`. */
  async releaseDevice(attemptId: string, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const [rows] = (await tx.query(
        // No device has this id: the next one asks the learner, who takes over.
        `UPDATE attempt SET device_id = $2, device_epoch = device_epoch + 1 WHERE id = $1 AND status = 'open'
         RETURNING id`,
        [attemptId, newId()],
      )) as [{ id: string }[], number];
      if (rows.length === 0) throw new DomainError('assessment.not-sitting');
      await this.told(tx, rows, 'attempt.release-device', actorId);
    });
  }

  private async told(tx: EntityManager, rows: { id: string }[], action: string, actorId: string) {
    const ids = rows.map(({ id }) => id);
    // One statement for a whole room, which must not wait.
    await this.audit.recordEach(tx, { actorId, action, subjectType: 'attempt' }, ids);
    await tellClocks(tx, ids);
    return ids;
  }
}

// The clock of the moment, not of the beginning of the transaction: a row may have had to wait for an answer.
const PAUSE = `
  WITH paused AS (
    UPDATE attempt SET paused_at = clock_timestamp()
     WHERE id = ANY ($1::uuid[]) AND status = 'open' AND paused_at IS NULL
       AND now() <= deadline_at + interval '${GRACE_SECONDS} seconds'
    RETURNING id, paused_at
  ), noted AS (
    INSERT INTO attempt_pause (id, attempt_id, paused_at, paused_by, reason)
    SELECT uuidv7(), id, paused_at, $2::uuid, $3 FROM paused
  )
  SELECT id FROM paused`;

const RESUME = `
  WITH resumed AS (
    UPDATE attempt SET deadline_at = deadline_at + greatest(clock_timestamp() - paused_at, interval '0'), paused_at = NULL
     WHERE id = ANY ($1::uuid[]) AND status = 'open' AND paused_at IS NOT NULL
    RETURNING id, old.paused_at AS since, new.deadline_at - old.deadline_at AS lasted
  ), sections AS (
    UPDATE attempt_section s SET deadline_at = s.deadline_at + resumed.lasted
      FROM resumed WHERE s.attempt_id = resumed.id AND s.deadline_at >= resumed.since
  )
  UPDATE attempt_pause p SET resumed_at = resumed.since + resumed.lasted, resumed_by = $2::uuid
    FROM resumed WHERE p.attempt_id = resumed.id AND p.resumed_at IS NULL RETURNING p.attempt_id AS id`;
