import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { type Job, Worker } from 'bullmq';
import { CONFIG, type Config } from '#platform/config';
import { LOGGER, type Logger, logContext } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { QUEUES, type QueueName } from './contract.js';
import { DeadLetters } from './dead-letters.js';
import { HandlerRegistry } from './handlers.js';
import { JobQueue } from './job-queue.js';
import { OutboxRelay } from './relay.js';
import { Sweeper } from './sweeper.js';

/** Everything a worker process runs: the relay, a BullMQ worker for each queue, the sweeper. */
@Injectable()
export class JobWorkers implements BeforeApplicationShutdown {
  private workers: Worker[] = [];

  constructor(
    private readonly registry: HandlerRegistry,
    private readonly queue: JobQueue,
    private readonly relay: OutboxRelay,
    private readonly sweeper: Sweeper,
    private readonly letters: DeadLetters,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    const handlers = this.registry.handlers();
    for (const name of QUEUES) {
      const worker = new Worker(
        name,
        async (job) => {
          const known = handlers.get(job.name);
          if (!known) throw new Error(`No handler for job ${job.name}`);
          await logContext.run({ jobId: job.id }, () =>
            known.handler.run(known.contract.payload.parse(job.data)),
          );
        },
        {
          connection: this.queue.connection.options,
          concurrency: this.concurrency(name),
          // The default of 1 lost effects in kill tests: a job may be found stalled after every kill.
          maxStalledCount: 50,
          lockDuration: 30_000,
          stalledInterval: 5_000,
        },
      );
      worker.on('completed', (job) => this.metrics.jobs.inc({ job: job.name, outcome: 'completed' }));
      worker.on('failed', (job, error) => void this.failed(name, job, error));
      worker.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'queue worker error'));
      this.workers.push(worker);
    }
    this.relay.start();
    this.sweeper.start();
  }

  private concurrency(name: QueueName): number {
    return { interactive: this.config.workerConcurrency, bulk: 2, background: 1 }[name];
  }

  /** A job that used up its attempts waits among the dead letters for a person. */
  private async failed(queue: QueueName, job: Job | undefined, error: Error): Promise<void> {
    if (!job) return;
    this.metrics.jobs.inc({ job: job.name, outcome: 'failed' });
    this.logger.error({ err: error, jobId: job.id, job: job.name, attempt: job.attemptsMade }, 'job failed');
    if (!job.finishedOn) return;
    await this.letters
      .record(
        { queue, jobId: String(job.id), name: job.name, payload: job.data as object },
        job.attemptsMade,
        error,
      )
      .catch((problem: unknown) => this.logger.error({ err: problem }, 'dead letter not recorded'));
  }

  /** Before connections are closed: takes no new jobs and waits for the running ones; what a kill interrupts is found stalled and run again. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
    await this.relay.stop();
    await Promise.all(this.workers.map((worker) => worker.close()));
  }
}
