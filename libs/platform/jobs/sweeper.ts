import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOGGER, type Logger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { HandlerRegistry } from './handlers.js';
import { JobQueue } from './job-queue.js';

const EVERY_MS = 60_000;
/** Key of the advisory lock: one sweeper at a time among all workers. */
const LOCK = 7_270_001;

/** The queue is a means, never the record: each minute every context repairs from its tables what is missing. */
@Injectable()
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly registry: HandlerRegistry,
    private readonly queue: JobQueue,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    const turn = () => {
      this.running ??= this.sweepAll()
        .catch((error: unknown) => this.logger.error({ err: error }, 'sweep failed'))
        .finally(() => {
          this.running = null;
        });
    };
    this.timer = setInterval(turn, EVERY_MS);
    turn();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Runs every sweep once; returns what each repaired. Empty when another process holds the lock. */
  async sweepAll(): Promise<Record<string, number>> {
    const runner = this.db.createQueryRunner();
    try {
      const [lock] = (await runner.query('SELECT pg_try_advisory_lock($1) AS held', [LOCK])) as {
        held: boolean;
      }[];
      if (!lock?.held) return {};
      try {
        return await this.sweepEach();
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      }
    } finally {
      await runner.release();
    }
  }

  private async sweepEach(): Promise<Record<string, number>> {
    const repaired: Record<string, number> = {};
    for (const [name, sweep] of this.registry.sweeps()) {
      try {
        repaired[name] = await sweep.sweep();
        if (repaired[name]) this.logger.warn({ sweep: name, repaired: repaired[name] }, 'sweeper repaired');
      } catch (error) {
        this.logger.error({ err: error, sweep: name }, 'sweep failed');
      }
    }
    const [outbox] = (await this.db.query(
      `SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS age FROM outbox WHERE sent_at IS NULL`,
    )) as { age: number }[];
    this.metrics.outboxAge.set(outbox?.age ?? 0);
    await this.db.query(`DELETE FROM outbox WHERE sent_at < now() - interval '30 days'`);
    await this.queue.forgetDone();
    await this.db.query(`DELETE FROM dead_letter WHERE retried_at < now() - interval '30 days'`);
    return repaired;
  }
}
