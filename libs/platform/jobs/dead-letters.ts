import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { errorLine } from '#platform/logging';
import { JobQueue, type StoppedJob } from './job-queue.js';

export interface DeadLetter extends StoppedJob {
  id: string;
  /** One line, without personal data. */
  error: string;
  attempts: number;
  failedAt: Date;
}

/** How many jobs of one name wait for a person. */
export interface StoppedKind {
  name: string;
  count: number;
}

const COLUMNS = `id, queue, job_id AS "jobId", name, payload, error, attempts, failed_at AS "failedAt"`;

/** Jobs that used up their attempts wait here until a person sends them back to their queue or discards them. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
    private readonly audit: Audit,
  ) {}

  /** A job that fails again after it was sent back waits here again. */
  async record({ queue, jobId, name, payload }: StoppedJob, attempts: number, error: Error): Promise<void> {
    await this.db.query(
      `INSERT INTO dead_letter (id, queue, job_id, name, payload, error, attempts) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (queue, job_id) DO UPDATE SET error = excluded.error, attempts = excluded.attempts,
         failed_at = now(), retried_at = NULL`,
      [newId(), queue, jobId, name, JSON.stringify(payload), errorLine(error), attempts],
    );
  }

  /** Most first. */
  async kinds(): Promise<StoppedKind[]> {
    return this.db.query(
      'SELECT name, count(*)::int AS count FROM dead_letter WHERE retried_at IS NULL GROUP BY name ORDER BY 2 DESC, 1',
    );
  }

  /** Newest first, of one name or of all. */
  async list(name: string | null, limit: number, offset: number): Promise<DeadLetter[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM dead_letter WHERE retried_at IS NULL AND ($1::text IS NULL OR name = $1)
       ORDER BY failed_at DESC, id LIMIT $2 OFFSET $3`,
      [name, limit, offset],
    );
  }

  async find(id: string): Promise<DeadLetter | null> {
    const rows: DeadLetter[] = await this.db.query(
      `SELECT ${COLUMNS} FROM dead_letter WHERE id = $1 AND retried_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Sends a job back to its queue. False when it no longer waits here: it is sent once, whoever asks twice. */
  async retry(id: string, actorId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const letter = await this.take(tx, id);
      if (!letter) return false;
      await this.queue.again(letter);
      await this.markRetried(tx, [letter]);
      await this.note(tx, 'jobs.retry', letter, actorId);
      return true;
    });
  }

  /**
   * Sends back the next jobs of a name that stopped before `until`; returns how many, 0 when none is left. What
   * fails again while this goes on stops later than `until`, so that it comes to an end.
   */
  async retryNext(name: string, until: Date, limit: number): Promise<number> {
    return this.db.transaction(async (tx) => {
      const letters: DeadLetter[] = await tx.query(
        `SELECT ${COLUMNS} FROM dead_letter WHERE retried_at IS NULL AND name = $1 AND failed_at <= $2
         ORDER BY failed_at LIMIT $3 FOR UPDATE`,
        [name, until, limit],
      );
      for (const letter of letters) await this.queue.again(letter);
      await this.markRetried(tx, letters);
      return letters.length;
    });
  }

  /** Gives a job up: it leaves its queue too, so that the same event may be told anew. */
  async discard(id: string, actorId: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const letter = await this.take(tx, id);
      if (!letter) return false;
      await this.queue.forget(letter);
      await tx.query('DELETE FROM dead_letter WHERE id = $1', [id]);
      await this.note(tx, 'jobs.discard', letter, actorId);
      return true;
    });
  }

  private async take(tx: EntityManager, id: string): Promise<DeadLetter | null> {
    const rows: DeadLetter[] = await tx.query(
      `SELECT ${COLUMNS} FROM dead_letter WHERE id = $1 AND retried_at IS NULL FOR UPDATE`,
      [id],
    );
    return rows[0] ?? null;
  }

  private async markRetried(tx: EntityManager, letters: DeadLetter[]): Promise<void> {
    await tx.query('UPDATE dead_letter SET retried_at = now() WHERE id = ANY($1::uuid[])', [
      letters.map((letter) => letter.id),
    ]);
  }

  private async note(tx: EntityManager, action: string, letter: DeadLetter, actorId: string): Promise<void> {
    await this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'dead-letter',
      subjectId: letter.id,
      detail: { job: letter.name, error: letter.error },
    });
  }
}
