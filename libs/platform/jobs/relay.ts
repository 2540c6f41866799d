import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { Listener } from '#platform/database';
import { LOGGER, type Logger } from '#platform/logging';
import { allContracts } from './contract.js';
import { JobQueue } from './job-queue.js';

const BATCH = 500;
const IDS_PER_JOB = 100;
const IDLE_MS = 1000;
/** At most one batch in this time: under load rows gather into few large jobs instead of many small ones. */
const PACE_MS = 100;

/** Moves outbox rows to the queues: woken by a notification, and each second in case one was missed. */
@Injectable()
export class OutboxRelay {
  private readonly listener: Listener;
  private wake: () => void = () => {};
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.listener = new Listener({
      databaseUrl: config.databaseUrl,
      name: 'hocvuso-relay',
      channel: 'outbox',
      heard: () => this.wake(),
    });
  }

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    await this.listener.close();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const next = performance.now() + PACE_MS;
      try {
        await this.listener.ensure();
        while (!this.stopped && (await this.relayBatch()) === BATCH);
      } catch (error) {
        this.logger.warn({ err: error }, 'outbox relay will try again');
      }
      if (!this.stopped) await this.sleep();
      if (!this.stopped) await pause(Math.max(0, next - performance.now()));
    }
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * Takes rows, enqueues their jobs, marks them sent; returns how many. A crash between the two repeats the
   * enqueueing, which the deterministic job id and the handlers' own guards make harmless.
   */
  async relayBatch(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows: { id: string; type: string; aggregate_id: string }[] = await tx.query(
        `SELECT id, type, aggregate_id FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      if (rows.length === 0) return 0;
      await this.queue.enqueueAll(jobsFor(rows));
      await tx.query('UPDATE outbox SET sent_at = now() WHERE id = ANY($1::uuid[])', [
        rows.map((row) => row.id),
      ]);
      return rows.length;
    });
  }
}

function jobsFor(rows: { type: string; aggregate_id: string }[]) {
  return allContracts().flatMap((contract) => {
    const ids = rows.filter((row) => contract.on.includes(row.type)).map((row) => row.aggregate_id);
    const batches = Array.from({ length: Math.ceil(ids.length / IDS_PER_JOB) }, (_, index) =>
      ids.slice(index * IDS_PER_JOB, (index + 1) * IDS_PER_JOB),
    );
    return batches.map((batch) => ({ contract, payload: { ids: batch }, key: batch.join() }));
  });
}
