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
/** What nobody waits for gathers longer the more of it came last: so long for each row, and at most so long. */
const GATHER_MS_A_ROW = 50;
const GATHER_MS = 500;

/** Moves outbox rows to the queues: woken by a notification, and each second in case one was missed. */
@Injectable()
export class OutboxRelay {
  private readonly listener: Listener;
  private wake: () => void = () => {};
  private heard = false;
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
      heard: () => {
        this.heard = true;
        this.wake();
      },
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
    let gatheredAt = 0;
    while (!this.stopped) {
      const next = performance.now() + PACE_MS;
      this.heard = false;
      try {
        await this.listener.ensure();
        const isGathered = performance.now() >= gatheredAt;
        const sent = await this.relayAll(isGathered ? undefined : waitedFor());
        if (isGathered) gatheredAt = performance.now() + Math.min(sent * GATHER_MS_A_ROW, GATHER_MS);
      } catch (error) {
        this.logger.warn({ err: error }, 'outbox relay will try again');
      }
      const left = gatheredAt - performance.now();
      if (!this.stopped) await this.sleep(left > 0 ? left : IDLE_MS);
      if (!this.stopped) await pause(Math.max(0, next - performance.now()));
    }
  }

  private async relayAll(types?: string[]): Promise<number> {
    let sent = 0;
    for (let batch = BATCH; batch === BATCH && !this.stopped; sent += batch)
      batch = await this.relayBatch(types);
    return sent;
  }

  /** Not at all when something was heard since the last batch began, which may have come too late for it. */
  private sleep(ms: number): Promise<void> {
    if (this.heard) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /**
   * Takes rows, of these types alone when given, enqueues their jobs, marks them sent; returns how many. A crash
   * between the two repeats the enqueueing, which the deterministic job id and the handlers' own guards make harmless.
   */
  async relayBatch(types?: string[]): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows: { id: string; type: string; aggregate_id: string }[] = await tx.query(
        `SELECT id, type, aggregate_id FROM outbox WHERE sent_at IS NULL${types ? ' AND type = ANY($1)' : ''}
         ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        types ? [types] : [],
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

const waitedFor = () => allContracts().flatMap((contract) => (contract.waited ? contract.on : []));

function jobsFor(rows: { type: string; aggregate_id: string }[]) {
  return allContracts().flatMap((contract) => {
    const ids = rows.filter((row) => contract.on.includes(row.type)).map((row) => row.aggregate_id);
    const batches = Array.from({ length: Math.ceil(ids.length / IDS_PER_JOB) }, (_, index) =>
      ids.slice(index * IDS_PER_JOB, (index + 1) * IDS_PER_JOB),
    );
    return batches.map((batch) => ({ contract, payload: { ids: batch }, key: batch.join() }));
  });
}
