import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { newId } from '#platform/ids';
import { defineJob, JobQueue } from '#platform/jobs';
import type { Task, TaskResult } from './task.js';

export const RunTask = defineJob('platform.run-task', z.object({ taskId: z.uuid() }), { queue: 'bulk' });

const COLUMNS = `id, kind, status, done, total, params, checkpoint, result, error_code AS "errorCode",
  requested_by AS "requestedBy", created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt", cancel_requested AS "cancelRequested"`;

@Injectable()
export class TaskRepository {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  /** Creates a task and queues it. `params` are ids and choices, never personal data. */
  async start(kind: string, params: Record<string, unknown>, requestedBy: string | null): Promise<string> {
    const id = newId();
    await this.db.query('INSERT INTO task (id, kind, params, requested_by) VALUES ($1, $2, $3, $4)', [
      id,
      kind,
      JSON.stringify(params),
      requestedBy,
    ]);
    // A failure to queue is repaired by the sweeper: the row is the record.
    await this.queue.enqueue(RunTask, { taskId: id }, id).catch(() => {});
    return id;
  }

  async find(id: string): Promise<Task | null> {
    const rows: Task[] = await this.db.query(`SELECT ${COLUMNS} FROM task WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  async latest(kind: string, requestedBy: string, limit = 10): Promise<Task[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM task WHERE kind = $1 AND requested_by = $2 ORDER BY created_at DESC LIMIT $3`,
      [kind, requestedBy, limit],
    );
  }

  /** Takes the task for this run, unless it ended or another live run has it. */
  async claim(id: string, owner: string): Promise<Task | null> {
    const [rows]: [Task[]] = await this.db.query(
      `UPDATE task SET status = 'running', owner = $2, heartbeat = now(), started_at = coalesce(started_at, now())
       WHERE id = $1 AND status IN ('waiting', 'running')
         AND (owner IS NULL OR heartbeat < now() - interval '30 seconds')
       RETURNING ${COLUMNS}`,
      [id, owner],
    );
    return rows[0] ?? null;
  }

  /** Returns whether cancellation was asked for; null when the run no longer owns the task. */
  async beat(
    id: string,
    owner: string,
    done: number,
    total: number,
    checkpoint?: object,
  ): Promise<boolean | null> {
    const [rows]: [{ cancel_requested: boolean }[]] = await this.db.query(
      `UPDATE task SET done = $3, total = $4, heartbeat = now(), checkpoint = coalesce($5::jsonb, checkpoint)
       WHERE id = $1 AND owner = $2 RETURNING cancel_requested`,
      [id, owner, done, total, checkpoint ? JSON.stringify(checkpoint) : null],
    );
    return rows[0]?.cancel_requested ?? null;
  }

  async finish(
    id: string,
    owner: string,
    status: 'done' | 'failed' | 'cancelled',
    result: TaskResult | null,
    errorCode: string | null,
  ) {
    await this.db.query(
      `UPDATE task SET status = $3, result = $4, error_code = $5, finished_at = now(), owner = NULL
       WHERE id = $1 AND owner = $2`,
      [id, owner, status, result && JSON.stringify(result), errorCode],
    );
  }

  async requestCancellation(id: string): Promise<void> {
    await this.db.query(
      `UPDATE task SET cancel_requested = true,
         status = CASE WHEN status = 'waiting' THEN 'cancelled' ELSE status END,
         finished_at = CASE WHEN status = 'waiting' THEN now() ELSE finished_at END
       WHERE id = $1 AND status IN ('waiting', 'running')`,
      [id],
    );
  }

  /** A failed or cancelled task goes on from its checkpoint. */
  async resume(id: string): Promise<void> {
    await this.db.query(
      `UPDATE task SET status = 'waiting', cancel_requested = false, error_code = NULL, finished_at = NULL
       WHERE id = $1 AND status IN ('failed', 'cancelled')`,
      [id],
    );
    await this.queue.enqueue(RunTask, { taskId: id }).catch(() => {});
  }

  /** Queues again what waits too long or whose run died. Returns how many. */
  async requeueLost(): Promise<number> {
    const lost: { id: string }[] = await this.db.query(
      `SELECT id FROM task WHERE (status = 'waiting' AND created_at < now() - interval '1 minute')
          OR (status = 'running' AND heartbeat < now() - interval '1 minute')`,
    );
    for (const { id } of lost) await this.queue.enqueue(RunTask, { taskId: id });
    return lost.length;
  }
}
