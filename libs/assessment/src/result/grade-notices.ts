import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Listener } from '#platform/database';
import { LOGGER, type Logger } from '#platform/logging';
import { GRADED_CHANNEL } from '../grading/graded-channel.js';

/** One who waits for the grade of an attempt. */
export interface Waiting {
  /** Resolves when a grade is heard of, or after so many milliseconds. */
  within(ms: number): Promise<void>;
  stop(): void;
}

/**
 * Tells requests of this process when a worker has graded an attempt, so that a result page can wait the moment
 * that grading takes. A notice may be missed: those who wait look into the database afterwards all the same.
 */
@Injectable()
export class GradeNotices implements BeforeApplicationShutdown {
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly listener: Listener;
  private closing = false;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.listener = new Listener({
      databaseUrl: config.databaseUrl,
      name: 'hocvuso-web-notices',
      channel: GRADED_CHANNEL,
      heard: (payload) => {
        for (const attemptId of payload.split(',')) this.tell(attemptId);
      },
    });
  }

  /** From here on a grade of this attempt is heard; look at its state after this, then wait. */
  async listen(attemptId: string): Promise<Waiting> {
    await this.listener.ensure().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'grades are not heard; result pages ask again by themselves');
    });
    let wake = () => {};
    const heard = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const others = this.waiting.get(attemptId) ?? new Set();
    this.waiting.set(attemptId, others.add(wake));
    if (this.closing) wake();
    return {
      within: async (ms) => {
        const timer = setTimeout(wake, ms);
        await heard;
        clearTimeout(timer);
      },
      stop: () => {
        others.delete(wake);
        if (others.size === 0) this.waiting.delete(attemptId);
      },
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    for (const attemptId of this.waiting.keys()) this.tell(attemptId);
    await this.listener.close();
  }

  private tell(attemptId: string): void {
    for (const wake of this.waiting.get(attemptId) ?? []) wake();
  }
}
