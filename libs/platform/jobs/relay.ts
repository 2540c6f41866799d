import { Inject, Injectable } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { LOGGER, type Logger } from '#platform/logging';
import { allContracts } from './contract.js';
import { JobQueue } from './job-queue.js';

const BATCH = 500;
const IDS_PER_JOB = 100;
const IDLE_MS = 1000;

/** Moves outbox rows to the queues: woken by a notification, and each second in case one was missed. */
@Injectable()
export class OutboxRelay {
  private listener: Client | null = null;
  private wake: () => void = () => {};
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    await this.listener?.end().catch(() => {});
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.listen();
        while (!this.stopped && (await this.relayBatch()) === BATCH);
      } catch (error) {
        this.logger.warn({ err: error }, 'outbox relay will try again');
      }
      if (!this.stopped) await this.sleep();
    }
  }

  private async listen(): Promise<void> {
    if (this.listener) return;
    const listener = new Client({
      connectionString: this.config.databaseUrl,
      application_name: 'hocvuso-relay',
    });
    listener.on('notification', () => this.wake());
    listener.on('error', () => {
      this.listener = null;
    });
    await listener.connect();
    await listener.query('LISTEN outbox');
    this.listener = listener;
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
