import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import { Attempts, type DrawnForm } from './attempts.service.js';
import { arrivedInTime } from './deadline.js';
import { type Sender, type SubmissionOutcome, Submissions } from './submissions.service.js';

/** Whose attempt it is, in which entry, at which device. */
export interface EntryOwner {
  accountId: string;
  entryId: string;
  deviceId: string | null;
}

/** Only one for an entry, whatever races: the entry is unique. */
const START = `
  INSERT INTO attempt (id, quiz_id, account_id, entry_id, device_id, items, seed, deadline_at, number)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8), 1)`;

const HOLD = `
  SELECT FROM attempt
   WHERE id = $1 AND status = 'open' AND paused_at IS NULL AND (device_id = $2 OR device_id IS NULL)
     AND ${arrivedInTime('$3')}
     FOR SHARE`;

/** The one attempt of an entry in a contest, for the context that holds contests. */
@Injectable()
export class EntryAttempts {
  constructor(
    private readonly attempts: Attempts,
    private readonly submissions: Submissions,
  ) {}

  /**
   * Draws the questions of an entry. Before the transaction that makes the entry: thousands who enter in one minute
   * then wait for no second connection. Throws `assessment.not-published`.
   */
  draw(quizId: string): Promise<DrawnForm> {
    return this.attempts.drawn(quizId);
  }

  /** In the transaction that makes the entry: the id of the attempt. */
  async start(
    tx: EntityManager,
    form: DrawnForm,
    { accountId, entryId, deviceId }: EntryOwner,
  ): Promise<string> {
    const id = newId();
    const { quizId, items, seed, minutes } = form;
    await tx.query(START, [id, quizId, accountId, entryId, deviceId, JSON.stringify(items), seed, minutes]);
    return id;
  }

  /**
   * Whether the attempt still takes answers from this sender. When it does, nobody can hand it in before the
   * transaction ends: what is written with it belongs to the time before.
   */
  async hold(tx: EntityManager, attemptId: string, sender: Sender): Promise<boolean> {
    const rows: object[] = await tx.query(HOLD, [attemptId, sender.deviceId, sender.waitedMs()]);
    return rows.length > 0;
  }

  /** Hands in; null when it was closed already or another device has it. */
  submit(attemptId: string, sender: Sender): Promise<SubmissionOutcome | null> {
    return this.submissions.submit(attemptId, sender);
  }
}
