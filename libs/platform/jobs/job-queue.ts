import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Job, Queue } from 'bullmq';
import { CONFIG, type Config } from '#platform/config';
import { newId } from '#platform/ids';
import { connectQueues, type QueueConnection } from './connection.js';
import { type JobContract, QUEUES, type QueueName } from './contract.js';

/** Attempts before a job goes to the dead letters: about a minute of trying. */
const RETRY = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 1000 },
  // Done ones go by `forgetDone`: PostgreSQL would otherwise look through all of them whenever a job is done.
  removeOnComplete: false,
  removeOnFail: { age: 30 * 24 * 3600 },
} as const;

/** Fewer jobs than this are added one by one: adding many at once makes and drops two tables in PostgreSQL. */
const MANY = 10;

/** So long a key stays taken once its job is done: a relay that repeats itself after a crash then adds nothing. */
const KEPT_MS = 60_000;

/** A job that used up its attempts, as the dead letters keep it. */
export interface StoppedJob {
  queue: QueueName;
  jobId: string;
  name: string;
  payload: object;
}

@Injectable()
export class JobQueue implements OnApplicationShutdown {
  readonly connection: QueueConnection;
  private readonly queues = new Map<QueueName, Queue>();

  constructor(@Inject(CONFIG) config: Config) {
    this.connection = connectQueues(config, 4);
    for (const name of QUEUES)
      this.queues.set(name, new Queue(name, { connection: this.connection.options }));
  }

  /**
   * Enqueues one job, to run after `delayMs`. `key` makes it unique while it waits or runs, and for a minute or two
   * after: the same key twice is one job.
   */
  async enqueue<T>(contract: JobContract<T>, payload: T, key: string = newId(), delayMs = 0): Promise<void> {
    const data = contract.payload.parse(payload);
    await this.of(contract.queue).add(contract.name, data, {
      ...RETRY,
      delay: delayMs,
      jobId: jobId(contract.name, key),
    });
  }

  async enqueueAll(jobs: { contract: JobContract; payload: unknown; key: string }[]): Promise<void> {
    for (const name of QUEUES) {
      const mine = jobs.filter((job) => job.contract.queue === name);
      if (mine.length === 0) continue;
      const added = mine.map(({ contract, payload, key }) => ({
        name: contract.name,
        data: contract.payload.parse(payload) as object,
        opts: { ...RETRY, jobId: jobId(contract.name, key) },
      }));
      const queue = this.of(name);
      if (added.length >= MANY) await queue.addBulk(added);
      else await Promise.all(added.map((job) => queue.add(job.name, job.data, job.opts)));
    }
  }

  /** Gives a job that used up its attempts all of them again, also when its queue has forgotten it by now. */
  async again({ queue, jobId, name, payload }: StoppedJob): Promise<void> {
    const job: Job | undefined = await this.of(queue).getJob(jobId);
    if (!job) await this.of(queue).add(name, payload, { ...RETRY, jobId });
    else if (await job.isFailed()) await job.retry('failed', { resetAttemptsMade: true });
  }

  /** Removes a job that used up its attempts; one that waits or runs by now is left alone. */
  async forget({ queue, jobId }: Pick<StoppedJob, 'queue' | 'jobId'>): Promise<void> {
    const job: Job | undefined = await this.of(queue).getJob(jobId);
    if (job && (await job.isFailed())) await job.remove();
  }

  /** Removes the jobs that were done so long ago; the sweeper asks for it each minute. */
  async forgetDone(olderThanMs = KEPT_MS): Promise<void> {
    for (const queue of this.queues.values()) await queue.clean(olderThanMs, 0, 'completed');
  }

  of(name: QueueName): Queue {
    return this.queues.get(name) as Queue;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.connection.close();
  }
}

/** Job ids may not hold `:` nor be all digits. */
const jobId = (name: string, key: string): string =>
  `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
